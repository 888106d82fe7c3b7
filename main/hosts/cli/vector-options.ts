// The options that `lab recall`, `lab sweep` and `lab compare` share: which vectors, and how a value or a list of them is read.
import { join } from 'node:path';
import envPaths from 'env-paths';
import type { VectorFiles } from '../../engine/lab/vectors/vector-set.ts';
import type { CommandCall, CommandOption, ParsedOptions } from './command.ts';
import { required, toCount, toPath, usage } from './operands.ts';

const MOST_VECTORS = 100_000_000;

export const vectorOptions: Readonly<Record<string, CommandOption>> = {
  base: { type: 'string', value: 'FILE', help: 'vectors to search, .fvecs or .bvecs' },
  learn: { type: 'string', value: 'FILE', help: 'vectors to train on (else the base)' },
  query: { type: 'string', value: 'FILE', help: 'vectors to ask with' },
  truth: { type: 'string', value: 'FILE', help: 'their true neighbours, .ivecs (else computed, and kept)' },
  count: { type: 'string', value: 'N', help: 'search the first N base vectors only' },
  queries: { type: 'string', value: 'N', help: 'ask the first N queries only' },
  seed: { type: 'string', value: 'N', help: 'the seed of everything random (1)' },
  cache: { type: 'string', value: 'DIR', help: "where true neighbours are kept (else the system's folder for caches)" },
};

/** Of `lab recall` and `lab sweep`. */
export const resultOptions: Readonly<Record<string, CommandOption>> = {
  k: { type: 'string', value: 'N', help: 'results of a search (100)' },
};

export function readVectorFiles({ options, signal, progress }: CommandCall): VectorFiles {
  const path = (name: string): string | undefined => {
    const text = options.text(name);
    return text === undefined ? undefined : toPath(text);
  };
  return {
    base: toPath(required(options.text('base'), 'base')),
    query: toPath(required(options.text('query'), 'query')),
    learn: path('learn'),
    truth: path('truth'),
    count: readCount(options, 'count', MOST_VECTORS),
    queryCount: readCount(options, 'queries', MOST_VECTORS),
    cacheFolder: path('cache') ?? join(envPaths('Likeness', { suffix: '' }).cache, 'lab'),
    signal,
    onProgress: progress,
  };
}

export function readCount(options: ParsedOptions, name: string, most: number): number | undefined {
  const text = options.text(name);
  return text === undefined ? undefined : toCount(text, name, most);
}

/** `8,16,32`: each a whole number from 1 on. */
export function readCounts(options: ParsedOptions, name: string, most: number, otherwise: readonly number[]): number[] {
  const text = options.text(name);
  return text === undefined ? [...otherwise] : split(text).map((value) => toCount(value, name, most));
}

/** `natural,random`: each one of the known words. */
export function readWords<Word extends string>(
  options: ParsedOptions,
  name: string,
  known: readonly Word[],
  otherwise: readonly Word[],
): Word[] {
  const text = options.text(name);
  if (text === undefined) return [...otherwise];
  return split(text).map((value) => {
    const word = known.find((each) => each === value);
    if (word === undefined) throw usage(`--${name} takes ${known.join(', ')}; '${value}' is none of them.`);
    return word;
  });
}

function split(text: string): string[] {
  return text.split(',').map((value) => value.trim());
}
