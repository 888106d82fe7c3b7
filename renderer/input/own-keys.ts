// Which key is pressed for which key of the table (shortcuts.ts), where a person chose another one, or none.
import { isCharacterChord } from './chord.ts';
import { shortcutGroups, type Shortcut } from './shortcuts.ts';

/** For a delivered key the one that is pressed instead, or null for none; those left out are as delivered. */
export type OwnKeys = Readonly<Record<string, string | null>>;

const shortcuts: readonly Shortcut[] = shortcutGroups.flatMap((group): readonly Shortcut[] => group.shortcuts);

/** Keys of the table that can be changed; one that several parts of the page listen to is changed for all of them. */
export const deliveredKeys: readonly string[] = [
  ...new Set(shortcuts.flatMap(({ chords }) => chords).filter(isCharacterChord)),
];

/** Null where it was switched off. */
export function pressedFor(own: OwnKeys, delivered: string): string | null {
  const pressed = own[delivered];
  return pressed === undefined ? delivered : pressed;
}

/** The delivered keys by the keys that are pressed for them. */
export function meaningsOf(own: OwnKeys): ReadonlyMap<string, string> {
  return new Map(
    deliveredKeys.flatMap((delivered): [string, string][] => {
      const pressed = pressedFor(own, delivered);
      return pressed === null ? [] : [[pressed, delivered]];
    }),
  );
}

/** What was kept by another version may name keys that are none any more, or one key twice: then all is as delivered. */
export function readOwnKeys(text: string | null): OwnKeys {
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
  if (typeof kept !== 'object' || kept === null) return {};
  const own = Object.fromEntries(Object.entries(kept).filter(isOwnKey));
  const pressed = deliveredKeys.map((key) => pressedFor(own, key)).filter((key) => key !== null);
  return new Set(pressed).size === pressed.length ? own : {};
}

function isOwnKey(entry: [string, unknown]): entry is [string, string | null] {
  const [delivered, pressed] = entry;
  return (
    deliveredKeys.includes(delivered) &&
    (pressed === null || (typeof pressed === 'string' && isCharacterChord(pressed)))
  );
}
