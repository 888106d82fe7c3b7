// The single-character keys as the person wants them: another key for the same thing, or none. Everything on the page goes on
// listening to the keys of the table (input/shortcuts.ts); what is pressed is translated before anybody hears it.
import { createContext } from 'svelte';
import { isCharacterChord, keyNames } from '../input/chord.ts';
import { deliveredKeys, meaningsOf, type OwnKeys, pressedFor, readOwnKeys } from '../input/own-keys.ts';

const storageKey = 'likeness-keys';

export class OwnKeysState {
  own: OwnKeys = $state.raw({});
  private readonly storage: Pick<Storage, 'getItem' | 'setItem'>;

  readonly isAsDelivered = $derived(Object.keys(this.own).length === 0);
  private readonly meanings = $derived(meaningsOf(this.own));

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.storage = storage;
    this.own = readOwnKeys(storage.getItem(storageKey));
  }

  /** What a key stands for in the table: itself where nobody wants it, null where its place was given up. */
  meaningOf(pressed: string): string | null {
    return this.takenBy(pressed) ?? (deliveredKeys.includes(pressed) ? null : pressed);
  }

  /** The delivered key that is pressed by this one already. */
  takenBy(pressed: string): string | null {
    return this.meanings.get(pressed) ?? null;
  }

  /** The caller has seen that nothing else is pressed by it. @param pressed null switches it off */
  choose(delivered: string, pressed: string | null): void {
    this.keep({ ...this.own, [delivered]: pressed });
  }

  /** Each gets the key of the other. */
  swap(one: string, other: string): void {
    this.keep({ ...this.own, [one]: pressedFor(this.own, other), [other]: pressedFor(this.own, one) });
  }

  /** As delivered, or as they were before. */
  reset(own: OwnKeys = {}): void {
    this.keep(own);
  }

  /** Chords as they are pressed now, without what was switched off. */
  pressedChords(chords: readonly string[]): string[] {
    return chords
      .map((chord) => (isCharacterChord(chord) ? pressedFor(this.own, chord) : chord))
      .filter((chord) => chord !== null);
  }

  /** As it stands on the key; an empty text where it was switched off. */
  printed(delivered: string): string {
    const pressed = pressedFor(this.own, delivered);
    return pressed === null ? '' : keyNames(pressed, '').join('');
  }

  /** 'Compare (C)' */
  named(label: string, delivered: string): string {
    const key = this.printed(delivered);
    return key === '' ? label : `${label} (${key})`;
  }

  private keep(own: OwnKeys): void {
    this.own = Object.fromEntries(Object.entries(own).filter(([delivered, pressed]) => delivered !== pressed));
    this.storage.setItem(storageKey, JSON.stringify(this.own));
  }
}

/** For the components that print a key beside what it does. */
export const [ownKeys, giveOwnKeys] = createContext<OwnKeysState>();
