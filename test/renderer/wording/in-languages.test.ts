// What the compiler refuses is written here, and the type check fails where it would let one of these through.
import { describe, expect, test } from 'vitest';
import { inLanguages } from '../../../renderer/wording/in-languages.ts';

const english = { title: 'Photos', found: (count: number, name: string) => `${count} of ${name}` };

describe('a catalogue in two languages', () => {
  test('gives the texts of the language that the page speaks', () => {
    const words = inLanguages({ english, chinese: { title: '照片', found: (count, name) => `${name}：${count}` } });
    expect([words.title, words.found(2, 'a')]).toEqual(['Photos', '2 of a']);
  });

  test('does not compile without a text, with one too many, or with another kind of text', () => {
    // @ts-expect-error the title is missing
    inLanguages({ english, chinese: { found: () => '' } });
    // @ts-expect-error English has no such text
    inLanguages({ english, chinese: { title: '照片', found: () => '', extra: '多余' } });
    // @ts-expect-error a sentence with values is no plain text
    inLanguages({ english, chinese: { title: '照片', found: '找到' } });
    // @ts-expect-error the first value is a number
    inLanguages({ english, chinese: { title: '照片', found: (count: string) => count } });
    expect.assertions(0);
  });
});
