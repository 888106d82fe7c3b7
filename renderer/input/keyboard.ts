// The keys of the whole page. The photo walls and the viewer have their own, for what is focused or open there.
import { tick } from 'svelte';
import type { PageState } from '../state/page-state.svelte.ts';

export interface KeyTargets {
  chooseFile: () => void;
  focusFind: () => void;
}

export const commandKey = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl';

/** Runs what the key stands for; true when it stood for something. */
export function handleKey(event: KeyboardEvent, page: PageState, targets: KeyTargets): boolean {
  if (event.defaultPrevented || document.querySelector('dialog[open]')) return false;
  const isTyping = isTextField(event.target);
  const isCommand = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;

  if (isCommand && !event.altKey) {
    if (key === 'o') return run(targets.chooseFile);
    if (key === 'f') return run(targets.focusFind);
    if (key === 'z' && !isTyping) return run(() => (event.shiftKey ? page.search.forward() : page.search.back()));
    return false;
  }
  if (event.altKey && key === 'ArrowLeft') return run(() => page.search.back());
  if (event.altKey && key === 'ArrowRight') return run(() => page.search.forward());
  if (event.altKey) return false;
  if (key === 'Escape') return run(() => page.stepBack());
  if (key === 'r' && !isTyping && page.search.hasPictures) return run(() => page.mark(0));
  if (key === '/' && !isTyping) return run(targets.focusFind);
  return false;
}

export function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && (target.type === 'text' || target.type === 'search');
}

function run(command: () => void): true {
  command();
  return true;
}

/** Puts the focus on the wall's current photo when nothing else has it, so that the arrow keys work at once. */
export async function focusWall(): Promise<void> {
  await tick();
  await new Promise(requestAnimationFrame); // the wall has measured itself by then
  document.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]')?.focus();
}
