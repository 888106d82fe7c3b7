// Going in and moving about by pointer: the wheel and two fingers zoom at their place, a drag moves.
import type { Attachment } from 'svelte/attachments';
import type { Point } from '../layout/region.ts';

export interface PanZoom {
  /** @param by screen pixels */
  onpan: (by: Point) => void;
  /** @param at in the element, in screen pixels */
  onzoom: (at: Point, factor: number) => void;
}

/** A notch of a wheel, 100 of its units, is a sixth more. */
const wheelPace = 0.0015;

export function panZoom({ onpan, onzoom }: PanZoom): Attachment<HTMLElement> {
  return (element) => {
    const pointers = new Map<number, Point>();
    const placeOf = ({ clientX, clientY }: MouseEvent): Point => {
      const { left, top } = element.getBoundingClientRect();
      return { x: clientX - left, y: clientY - top };
    };

    const wheel = (event: WheelEvent) => {
      event.preventDefault(); // or the page itself would zoom with Ctrl, as pinching a touchpad is told
      onzoom(placeOf(event), Math.exp(-event.deltaY * wheelPace * (event.ctrlKey ? 6 : 1)));
    };
    const down = (event: PointerEvent) => {
      if (event.button !== 0 || (event.target as Element).closest('button, [role="slider"]')) return;
      element.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, placeOf(event));
    };
    const move = (event: PointerEvent) => {
      const from = pointers.get(event.pointerId);
      if (from === undefined) return;
      if (event.buttons === 0) return void pointers.delete(event.pointerId); // let go where nobody told: a drag went elsewhere
      const to = placeOf(event);
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
      pointers.set(event.pointerId, to);
      if (other === undefined) onpan({ x: to.x - from.x, y: to.y - from.y });
      else {
        const middle = { x: (to.x + other.x) / 2, y: (to.y + other.y) / 2 };
        onpan({ x: (to.x - from.x) / 2, y: (to.y - from.y) / 2 });
        onzoom(middle, distance(to, other) / Math.max(1, distance(from, other)));
      }
    };
    const up = (event: PointerEvent) => pointers.delete(event.pointerId);

    element.addEventListener('wheel', wheel, { passive: false });
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', up);
    return () => {
      element.removeEventListener('wheel', wheel);
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', up);
    };
  };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
