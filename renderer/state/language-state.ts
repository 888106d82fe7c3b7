// Which language the person chose for the page. The catalogue is put together once, so another choice loads the page anew.
import { languageKey, languages, type Language } from '../wording/language.ts';

export type LanguageChoice = 'system' | Language;

export const languageChoices: readonly LanguageChoice[] = ['system', ...languages];

export class LanguageState {
  /** 'system' until the person chooses. */
  readonly choice: LanguageChoice;
  private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  private readonly reload: () => void;

  constructor(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>, reload: () => void) {
    this.storage = storage;
    this.reload = reload;
    const kept = storage.getItem(languageKey);
    this.choice = languages.find((language) => language === kept) ?? 'system';
  }

  choose(choice: LanguageChoice): void {
    if (choice === this.choice) return;
    if (choice === 'system') this.storage.removeItem(languageKey);
    else this.storage.setItem(languageKey, choice);
    this.reload();
  }
}
