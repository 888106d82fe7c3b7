// Two fingers on a wall of photos: drawn apart they ask for higher rows, drawn together for lower ones.
import type { Attachment } from 'svelte/attachments';

/** So much further apart, or nearer together, is one step; a longer way is several. */
const stepRatio = 1.35;

export function pinchSteps(onstep: (step: 1 | -1) => void): Attachment<HTMLElement> {
  return (element) => {
    let last: number | null = null;

    const begin = ({ touches }: TouchEvent) => (last = spanOf(touches));
    const move = ({ touches }: TouchEvent) => {
      const span = spanOf(touches);
      if (span === null || last === null) return;
      const ratio = span / last;
      if (ratio < stepRatio && ratio > 1 / stepRatio) return;
      last = span;
      onstep(ratio > 1 ? 1 : -1);
    };

    // Passive: the browser keeps scrolling with one finger, and `touch-action` keeps it from zooming the page with two.
    const events = { touchstart: begin, touchmove: move, touchend: begin, touchcancel: begin };
    for (const [name, listener] of Object.entries(events))
      element.addEventListener(name, listener as EventListener, { passive: true });
    return () => {
      for (const [name, listener] of Object.entries(events))
        element.removeEventListener(name, listener as EventListener);
    };
  };
}

/** Pixels between the two fingers; null unless there are two. */
function spanOf(touches: TouchList): number | null {
  const [one, other] = touches;
  if (one === undefined || other === undefined || touches.length !== 2) return null;
  return Math.max(1, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY));
}
