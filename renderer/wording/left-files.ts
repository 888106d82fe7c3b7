// Why a file was left where it is when others went to the system's bin, or came back from it.
import type { LeftReason } from '../../main/engine/api/duplicate-schemas.ts';
import { inLanguages } from './in-languages.ts';

const words = inLanguages({
  english: {
    codes: {
      unknown: 'It is no longer in the library.',
      gone: 'It is no longer there.',
      changed: 'It changed since it was read.',
      unreadable: 'It cannot be read.',
      'bin-refused': 'The bin of your system did not take it.',
      'bin-silent': 'The bin did not say where it went. Look for it there.',
      'bin-emptied': 'It is no longer in the bin.',
      'place-taken': 'Another file lies at its place now. It stays in the bin.',
      'not-restored': 'It could not be moved out of the bin.',
    } satisfies Record<LeftReason['code'], string>,
    ofKept: (sentence: string) => `What is to be kept is not as it was. ${sentence}`,
    system: (sentence: string, code: string) => `${sentence} (${code})`,
    named: (path: string, sentence: string) => `${path}: ${sentence}`,
  },
  chinese: {
    codes: {
      unknown: '它已不在图库中。',
      gone: '它已不在原处。',
      changed: '读取之后它有改动。',
      unreadable: '无法读取它。',
      'bin-refused': '系统的回收站没有接收它。',
      'bin-silent': '回收站没有说明它的去向，请在回收站中查找。',
      'bin-emptied': '它已不在回收站中。',
      'place-taken': '原处现在有另一个文件，它仍留在回收站中。',
      'not-restored': '无法将它移出回收站。',
    },
    ofKept: (sentence) => `要保留的文件与读取时不同。${sentence}`,
    system: (sentence, code) => `${sentence}（${code}）`,
    named: (path, sentence) => `${path}：${sentence}`,
  },
});

export function leftWords({ code, isOfKept, system }: LeftReason): string {
  const sentence = isOfKept ? words.ofKept(words.codes[code]) : words.codes[code];
  return system === null ? sentence : words.system(sentence, system);
}

export const leftFileWords = (path: string, reason: LeftReason): string => words.named(path, leftWords(reason));
