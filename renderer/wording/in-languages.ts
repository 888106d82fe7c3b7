// A part of the catalogue in all its languages, side by side. The type holds them together: a text that one language lacks,
// or a sentence that takes other values than the English one, does not compile.
import { language } from './language.ts';

type Texts = string | readonly string[] | ((...values: never[]) => string) | { readonly [key: string]: Texts };

/** The keys and the values of a text, whatever it says. */
export type SameShape<T> = T extends string
  ? string
  : T extends (...values: infer Values) => string
    ? (...values: Values) => string
    : T extends readonly string[]
      ? readonly string[]
      : { readonly [Key in keyof T]: SameShape<T[Key]> };

/** @returns the texts in the language of the page */
export function inLanguages<English extends Texts>(texts: {
  english: English;
  chinese: SameShape<NoInfer<English>>;
}): SameShape<English> {
  return texts[language] as SameShape<English>;
}
