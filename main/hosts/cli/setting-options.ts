// The options that say how an index of vectors is built and asked: one value each for `lab recall`, lists for `lab sweep`.
import type { SettingLists } from '../../engine/lab/vectors/index-settings.ts';
import { estimators, groupings, methods } from '../../engine/lab/vectors/index-settings.ts';
import type { CommandOption, ParsedOptions } from './command.ts';
import { usage } from './operands.ts';
import { readCount, readCounts, readWords } from './vector-options.ts';

const MOST_PARTS = 65_536;
const MOST_CENTROIDS = 256;
const MOST_CELLS = 65_536;
const MOST_CANDIDATES = 1_000_000;
const MOST_BITS = 4096;
const MOST_TABLES = 128;
const MOST_TREES = 256;
const MOST_CHILDREN = 1024;
const LARGEST_SEED = 2 ** 32 - 1;

/** With a single value each; `lab sweep` takes the same names with lists. */
export const settingOptions: Readonly<Record<string, CommandOption>> = {
  method: { type: 'string', value: 'NAME', help: `${methods.join(', ')} (ivfadc)` },
  m: { type: 'string', value: 'N', help: 'parts of a vector; it divides the dimension (8)' },
  ksub: { type: 'string', value: 'N', help: 'centroids a part, up to 256 (256; fast-scan has 16)' },
  nlist: { type: 'string', value: 'N', help: 'cells of the inverted file (256)' },
  nprobe: {
    type: 'string',
    value: 'N',
    help: "cells looked into, the paper's w; of lsh-tables: 1 the query's bucket, 2 those a bit away too (8)",
  },
  candidates: {
    type: 'string',
    value: 'N',
    help: 'of fast-scan: those that 8-bit vectors rank again; of trees: vectors compared with (200)',
  },
  bits: {
    type: 'string',
    value: 'N',
    help: 'of a code, for hashing and hamming-embedding; of the key of each of the lsh-tables, up to 32 (64)',
  },
  tables: { type: 'string', value: 'N', help: 'of lsh-tables (8)' },
  trees: { type: 'string', value: 'N', help: 'of a k-d-forest (4)' },
  branching: { type: 'string', value: 'N', help: 'children of a node of a k-means-tree (32)' },
  estimator: { type: 'string', value: 'NAME', help: `of pq: ${estimators.join(' or ')} distances (asymmetric)` },
  corrected: { type: 'boolean', help: "of pq: with the term for the quantiser's own error" },
  grouping: {
    type: 'string',
    value: 'NAME',
    help: `of pq, how components make parts: ${groupings.join(', ')} (natural)`,
  },
  opq: { type: 'boolean', help: 'turn what is quantised first, by optimised product quantisation' },
};

export const listOptions: Readonly<Record<string, CommandOption>> = {
  ...Object.fromEntries(
    Object.entries(settingOptions).map(([name, option]) => [
      name,
      { ...option, type: 'string', value: 'LIST' } as const,
    ]),
  ),
  corrected: { type: 'string', value: 'LIST', help: "of pq, no,yes: with the term for the quantiser's own error (no)" },
  opq: {
    type: 'string',
    value: 'LIST',
    help: 'no,yes: turn what is quantised first, by optimised product quantisation (no)',
  },
};

/** @throws LikenessError `usage`, also for a list */
export function readSettings(options: ParsedOptions): SettingLists {
  for (const [name, { type }] of Object.entries(settingOptions)) {
    if (type === 'string' && options.text(name)?.includes(',')) {
      throw usage(`--${name} takes one value here; lab sweep takes lists.`);
    }
  }
  return { ...readCommon(options), opq: [options.flag('opq')], corrected: [options.flag('corrected')] };
}

/** @param otherwise what stands where nothing is said. @throws LikenessError `usage` */
export function readLists(options: ParsedOptions, otherwise: Partial<SettingLists>): SettingLists {
  const readSwitches = (name: 'opq' | 'corrected'): readonly boolean[] => {
    if (options.text(name) === undefined) return otherwise[name] ?? [false];
    return readWords(options, name, ['no', 'yes'], []).map((word) => word === 'yes');
  };
  return { ...readCommon(options, otherwise), opq: readSwitches('opq'), corrected: readSwitches('corrected') };
}

function readCommon(
  options: ParsedOptions,
  otherwise: Partial<SettingLists> = {},
): Omit<SettingLists, 'opq' | 'corrected'> {
  return {
    method: readWords(options, 'method', methods, otherwise.method ?? ['ivfadc']),
    m: readCounts(options, 'm', MOST_PARTS, otherwise.m ?? [8]),
    ksub: readCounts(options, 'ksub', MOST_CENTROIDS, otherwise.ksub ?? [256]),
    nlist: readCounts(options, 'nlist', MOST_CELLS, otherwise.nlist ?? [256]),
    nprobe: readCounts(options, 'nprobe', MOST_CELLS, otherwise.nprobe ?? [8]),
    candidates: readCounts(options, 'candidates', MOST_CANDIDATES, otherwise.candidates ?? [200]),
    bits: readCounts(options, 'bits', MOST_BITS, otherwise.bits ?? [64]),
    tables: readCounts(options, 'tables', MOST_TABLES, otherwise.tables ?? [8]),
    trees: readCounts(options, 'trees', MOST_TREES, otherwise.trees ?? [4]),
    branching: readCounts(options, 'branching', MOST_CHILDREN, otherwise.branching ?? [32]),
    estimator: readWords(options, 'estimator', estimators, otherwise.estimator ?? ['asymmetric']),
    grouping: readWords(options, 'grouping', groupings, otherwise.grouping ?? ['natural']),
    seed: readCount(options, 'seed', LARGEST_SEED) ?? 1,
  };
}
