import { describe, expect, test } from 'vitest';
import { chordOf, isCharacterChord, keyNames, shownChords, type ChordEvent } from '../../../renderer/input/chord.ts';
import { shortcutGroups, type Shortcut } from '../../../renderer/input/shortcuts.ts';

const press = (key: string, held: Partial<ChordEvent> = {}): string =>
  chordOf({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('a chord', () => {
  test('names what is held, and takes Command for Ctrl', () => {
    expect(press('o', { ctrlKey: true })).toBe('Mod+o');
    expect(press('o', { metaKey: true })).toBe('Mod+o');
    expect(press('Z', { ctrlKey: true, shiftKey: true })).toBe('Mod+Shift+z');
    expect(press('ArrowLeft', { altKey: true })).toBe('Alt+ArrowLeft');
    expect(press('ArrowLeft', { shiftKey: true })).toBe('Shift+ArrowLeft');
  });

  test('takes a digit with Alt by its place, where another character is typed by it', () => {
    expect(press('£', { code: 'Digit3', altKey: true })).toBe('Alt+3'); // Option on a Mac
    expect(press('à', { code: 'Digit0', altKey: true })).toBe('Alt+0'); // French
    expect(press('1', { code: 'Numpad1', altKey: true })).toBe('Alt+1');
    expect(press('@', { code: 'Digit2', altKey: true, ctrlKey: true })).toBe('Mod+Alt+@'); // AltGr
    expect(press('"', { code: 'Digit2', shiftKey: true })).toBe('"');
  });

  test('is the character itself, whatever had to be held to type it', () => {
    expect(press('?', { shiftKey: true })).toBe('?');
    expect(press('+', { ctrlKey: true, shiftKey: true })).toBe('Mod++');
    expect(press('R', { shiftKey: true })).toBe('r');
  });

  test('is a single character only when nothing is held beside it, and Space is none', () => {
    expect(['r', '/', '?', '+'].every(isCharacterChord)).toBe(true);
    expect(['Mod+r', 'Escape', ' ', 'Alt+1'].some(isCharacterChord)).toBe(false);
  });

  test('is written as on the keys', () => {
    expect(keyNames('Mod+Shift+z', 'Ctrl')).toEqual(['Ctrl', 'Shift', 'Z']);
    expect(keyNames('Mod+-', '⌘')).toEqual(['⌘', '−']);
    expect(keyNames('Mod++', 'Ctrl')).toEqual(['Ctrl', '+']);
    expect(keyNames('+', 'Ctrl')).toEqual(['+']);
    expect(keyNames('Escape', 'Ctrl')).toEqual(['Esc']);
  });

  test('is listed once when another chord stands on the same keys', () => {
    expect(shownChords(['Mod+=', 'Mod++', 'F5'], 'Ctrl')).toEqual([['Ctrl', '+'], ['F5']]);
  });
});

describe('the table of keys', () => {
  test('gives no chord two meanings in one part of the page, nor one that is heard everywhere', () => {
    const everywhere = ['search', 'page'];
    const parts = shortcutGroups.map(({ name }) => name).filter((name) => !everywhere.includes(name));
    for (const part of parts) {
      const heard = shortcutGroups.filter(({ name }) => name === part || everywhere.includes(name));
      const chords = heard.flatMap(({ shortcuts }) => shortcuts.flatMap((shortcut: Shortcut) => [...shortcut.chords]));
      expect(chords.filter((chord, index) => chords.indexOf(chord) !== index)).toEqual([]);
    }
  });
});
