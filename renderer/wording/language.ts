// Which language the page speaks. Chosen once, when the page loads: what the person chose here, else what their system prefers.
export const languages = ['english', 'chinese'] as const;
export type Language = (typeof languages)[number];

/** Where the person's own choice is kept; nothing is kept while the system decides. */
export const languageKey = 'likeness-language';

/** What `<html lang>` says of a language. */
export const tagOf: Readonly<Record<Language, string>> = { english: 'en', chinese: 'zh-Hans' };

/** Dates and numbers, where the person's system names no variety of the language. */
const usualLocale: Readonly<Record<Language, string>> = { english: 'en-GB', chinese: 'zh-CN' };

/** Null for a language that Likeness does not speak. Readers of traditional characters have their own, if not here. */
function languageOf(tag: string): Language | null {
  const locale = localeOf(tag);
  if (locale === null) return null;
  const { language, script } = locale.maximize();
  if (language === 'en') return 'english';
  return language === 'zh' && script === 'Hans' ? 'chinese' : null;
}

/** Null for what is no language tag: Chromium names the bare locale of a Unix system 'en-US@posix'. */
function localeOf(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag);
  } catch {
    return null;
  }
}

/** @param preferred language tags, the dearest first */
export function chooseLanguage(kept: string | null, preferred: readonly string[]): Language {
  const chosen = languages.find((name) => name === kept);
  return chosen ?? preferred.map(languageOf).find((spoken) => spoken !== null) ?? 'english';
}

/** The person's own variety of the language: who prefers en-US reads dates as there. */
export function chooseLocale(chosen: Language, preferred: readonly string[]): string {
  return preferred.find((tag) => languageOf(tag) === chosen) ?? usualLocale[chosen];
}

// Tests load the page's modules where there is no storage.
const storage = (globalThis as { localStorage?: Storage }).localStorage;
export const language = chooseLanguage(storage?.getItem(languageKey) ?? null, navigator.languages);
export const locale = chooseLocale(language, navigator.languages);
