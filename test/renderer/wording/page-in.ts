// The page's words and formats as a person with these languages gets them: the modules are loaded anew.
import { vi } from 'vitest';

export async function pageIn(...preferred: string[]) {
  vi.resetModules();
  vi.stubGlobal('navigator', { languages: preferred, platform: '' });
  const { wording } = await import('../../../renderer/wording.ts');
  const formats = await import('../../../renderer/formats.ts');
  const { toFailure } = await import('../../../renderer/failure.ts');
  const { reasonsOf } = await import('../../../renderer/wording/results.ts');
  const { errorSentence } = await import('../../../renderer/wording/errors.ts');
  vi.unstubAllGlobals();
  return { wording, formats, toFailure, reasonsOf, errorSentence };
}

/** Every text of a catalogue with its path, its functions called with ordinary values. */
export function textsIn(catalogue: object, path = ''): [path: string, text: string][] {
  return Object.entries(catalogue).flatMap(([key, entry]: [string, unknown]): [string, string][] => {
    const here = `${path}/${key}`;
    if (typeof entry === 'string') return [[here, entry]];
    if (typeof entry === 'function') return [[here, String((entry as (...values: unknown[]) => unknown)(2, 3, 4))]];
    return typeof entry === 'object' && entry !== null ? textsIn(entry, here) : [];
  });
}
