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
 * Who dictates or tires easily can switch off keys that are a single character: then no part of the page hears them, but text
 * fields and lists in which one types to choose.
 * @returns whether the key was kept from the page
 */
export function muteCharacterKey(event: KeyboardEvent): boolean {
  const isTypedInto = event.target instanceof Element && event.target.closest(typedInto) !== null;
  if (isTypedInto || !isCharacterChord(chordOf(event))) return false;
  event.stopImmediatePropagation();
  return true;
}

const typedInto = 'input, textarea, select, [contenteditable], [role="menu"], [role="listbox"], [role="tree"]';

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
