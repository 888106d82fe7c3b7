// Why a file was left where it is, as the command line says it.
import type { LeftReason } from '../../engine/api/duplicate-schemas.ts';

const sentences: Readonly<Record<LeftReason['code'], string>> = {
  unknown: 'it is no longer in the library.',
  gone: 'it is no longer there.',
  changed: 'it changed since it was read.',
  unreadable: 'it cannot be read.',
  'bin-refused': "the system's bin did not take it.",
  'bin-silent': 'the bin did not say where it went; look for it there.',
  'bin-emptied': 'it is no longer in the bin.',
  'place-taken': 'another file lies at its place now; it stays in the bin.',
  'not-restored': 'it could not be moved out of the bin.',
};

export function leftSentence({ code, isOfKept, system }: LeftReason): string {
  const sentence = `${isOfKept ? 'of what is to be kept: ' : ''}${sentences[code]}`;
  return system === null ? sentence : `${sentence} (${system})`;
}
