// What the person chose about this page, kept in this browser profile: the height of rows, keys that are a single letter, and
// whether searches are remembered.

/** 'fitting' follows the size of the window (tokens.css). */
export const rowSizes = ['small', 'fitting', 'large'] as const;
export type RowSize = (typeof rowSizes)[number];

const rowsKey = 'likeness-rows';
const lettersKey = 'likeness-letter-keys';
const historyKey = 'likeness-history';

export class PreferencesState {
  rows: RowSize = $state('fitting');
  /** Whether R, F, / and their like do something. */
  hasLetterKeys = $state(true);
  /** Whether what is searched for goes into the history. */
  keepsHistory = $state(true);
  private readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  private readonly root: { dataset: DOMStringMap };

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>, root: { dataset: DOMStringMap }) {
    this.storage = storage;
    this.root = root;
    this.show(rowSizes.find((size) => size === storage.getItem(rowsKey)) ?? 'fitting');
    this.hasLetterKeys = storage.getItem(lettersKey) !== 'off';
    this.keepsHistory = storage.getItem(historyKey) !== 'off';
  }

  setRows(size: RowSize): void {
    this.show(size);
    this.storage.setItem(rowsKey, size);
  }

  /** To the next larger or smaller rows; stays at the ends. */
  stepRows(step: 1 | -1): void {
    const size = rowSizes[rowSizes.indexOf(this.rows) + step];
    if (size !== undefined) this.setRows(size);
  }

  setLetterKeys(isOn: boolean): void {
    this.hasLetterKeys = isOn;
    this.storage.setItem(lettersKey, isOn ? 'on' : 'off');
  }

  setHistory(isOn: boolean): void {
    this.keepsHistory = isOn;
    this.storage.setItem(historyKey, isOn ? 'on' : 'off');
  }

  private show(size: RowSize): void {
    this.rows = size;
    if (size === 'fitting') delete this.root.dataset['rows'];
    else this.root.dataset['rows'] = size;
  }
}
