// The keys of the whole page, by the table in shortcuts.ts. The photo walls and the viewer have their own, for what is focused
// or open there.
import { tick } from 'svelte';
import type { PageState } from '../state/page-state.svelte.ts';
import { chordOf, isCharacterChord } from './chord.ts';
import { shortcutGroups, type KeyTargets, type Shortcut } from './shortcuts.ts';

export type { KeyTargets } from './shortcuts.ts';

export const commandKey = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl';

const shortcuts: readonly Shortcut[] = shortcutGroups.flatMap((group): readonly Shortcut[] => group.shortcuts);
/** A text field has an undo of its own. */
const ofText: ReadonlySet<string> = new Set(['Mod+z', 'Mod+Shift+z', 'Alt+ArrowLeft', 'Alt+ArrowRight']);

/** Runs what the key stands for; true when it stood for something. */
export function handleKey(event: KeyboardEvent, page: PageState, targets: KeyTargets): boolean {
  if (event.defaultPrevented || document.querySelector('dialog[open]')) return false;
  const chord = chordOf(event);
  if (isTextField(event.target) && (isCharacterChord(chord) || ofText.has(chord))) return false;
  const shortcut = shortcuts.find(({ chords, run }) => run !== undefined && chords.includes(chord));
  if (shortcut?.run === undefined || shortcut.canRun?.(page) === false) return false;
  shortcut.run(page, targets);
  return true;
}

/**
 * A single character that the person gave another meaning, or none, is kept from the page; what it means is pressed in its
 * place. Text fields, and lists in which one types to choose, hear their keys as they are.
 * @param meaningOf a key of the table, or null for nothing
 */
export function translateKey(event: KeyboardEvent, meaningOf: (pressed: string) => string | null): void {
  const pressed = chordOf(event);
  if (translations.has(event) || !isCharacterChord(pressed) || isTypedInto(event.target)) return;
  const key = meaningOf(pressed);
  if (key === pressed) return;
  event.stopImmediatePropagation();
  if (key === null) return;
  event.preventDefault();
  const translation = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  translations.add(translation);
  event.target?.dispatchEvent(translation);
}

const translations = new WeakSet<Event>();
const typedInto = 'select, [contenteditable], [role="menu"], [role="listbox"], [role="tree"], [data-takes-keys]';

function isTypedInto(target: EventTarget | null): boolean {
  return isTextField(target) || (target instanceof Element && target.closest(typedInto) !== null);
}

export function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !/^(checkbox|radio|range|button|file|color)$/.test(target.type);
}

/** Puts the focus on the wall's current photo when nothing else has it, so that the arrow keys work at once. */
export async function focusWall(): Promise<void> {
  await tick();
  await new Promise(requestAnimationFrame); // the wall has measured itself by then
  document.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]')?.focus();
}
