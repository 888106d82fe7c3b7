// A key with what is held beside it, as one text: 'Mod+Shift+z', 'Alt+ArrowLeft', '/'. Mod is Ctrl, or Command on a Mac.

export type ChordEvent = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Shift is left out of a character that is typed with it: '?' is '?' wherever it lies on the keyboard. */
export function chordOf(event: ChordEvent): string {
  const key = keyOf(event);
  const isCommand = event.ctrlKey || event.metaKey;
  const isCharacter = key.length === 1;
  const isShiftMeant = event.shiftKey && (!isCharacter || (isCommand && /\p{L}/u.test(key)));
  const held = [isCommand && 'Mod', event.altKey && 'Alt', isShiftMeant && 'Shift'].filter((name) => name !== false);
  return [...held, isCharacter ? key.toLowerCase() : key].join('+');
}

/** Option with a digit types another character on a Mac, and a French keyboard has its digits on Shift: there the place counts. */
function keyOf({ key, code, altKey, ctrlKey, metaKey }: ChordEvent): string {
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  return altKey && !ctrlKey && !metaKey && digit !== undefined ? digit : key;
}

/** Typed alone, as in a text: WCAG 2.1.4 wants these to be switched off at will. */
export function isCharacterChord(chord: string): boolean {
  return chord.length === 1 && chord !== ' ';
}

const signs: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Escape: 'Esc',
  Delete: 'Del',
  '-': '−',
  '=': '+',
  ' ': 'Space',
};

/** The parts of a chord as they stand on keys. @param commandKey 'Ctrl' or '⌘' */
export function keyNames(chord: string, commandKey: string): string[] {
  const held = chord.match(/(?:Mod|Alt|Shift)(?=\+)/g) ?? [];
  const key = chord.slice(held.join('+').length + (held.length > 0 ? 1 : 0));
  const names = held.map((name) => (name === 'Mod' ? commandKey : name));
  return [...names, signs[key] ?? (key.length === 1 ? key.toUpperCase() : key)];
}

/** What the list of keys shows: two chords that stand on the same keys once ('=' is typed on the key of '+'). */
export function shownChords(chords: readonly string[], commandKey: string): string[][] {
  const shown = new Map(chords.map((chord) => keyNames(chord, commandKey)).map((names) => [names.join(' '), names]));
  return [...shown.values()];
}
