// Saves a drawing of the page as a file of its own: what styles give it is written into its elements, as outside the page there
// are none.
import { saveText } from './save-text.ts';

const properties = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'font-size', 'font-weight'];

export function saveSvg(name: string, drawing: SVGSVGElement): void {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const copies = [...copy.querySelectorAll('*')];
  [...drawing.querySelectorAll('*')].forEach((element, i) => {
    const style = getComputedStyle(element);
    copies[i]!.removeAttribute('class');
    for (const property of properties) copies[i]!.setAttribute(property, style.getPropertyValue(property));
  });
  const { color, fontFamily } = getComputedStyle(drawing);
  const background = getComputedStyle(drawing.closest('.card') ?? document.body).backgroundColor;
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute('fill', background);
  copy.prepend(paper);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('color', color);
  copy.setAttribute('font-family', fontFamily);
  copy.removeAttribute('class');
  saveText(name, `${new XMLSerializer().serializeToString(copy)}\n`, 'image/svg+xml');
}
