// Holds the blocks of codes on disk against the features: what `verify` says about the index.
import { IdSet } from '../../../core/index.ts';
import type { CodeStore } from './code-store.ts';
import type { FeatureStore } from './feature-store.ts';

export interface CodeCheck {
  /** Blocks that do not match their checksum. */
  readonly damagedBlockCount: number;
  /** Blocks that did not when the library was opened, and were made again then. */
  readonly damagedAtOpeningCount: number;
  /** Photos with a feature, and no code that can be believed. */
  readonly uncodedCount: number;
  /** Codes of photos that are not there, or have another code as well. */
  readonly strayCount: number;
}

export function checkCodes(codes: CodeStore, features: FeatureStore, damagedAtOpeningCount: number): CodeCheck {
  const described = features.ids();
  const present = new IdSet(described);
  const coded = new IdSet();
  let damagedBlockCount = 0;
  let strayCount = 0;
  for (const block of codes.blocks()) {
    if (block.codes === null) damagedBlockCount++;
    for (const id of block.codes?.ids ?? []) {
      if (present.has(id) && !coded.has(id)) coded.add(id);
      else strayCount++;
    }
  }
  const uncodedCount = described.filter((id) => !coded.has(id)).length;
  return { damagedBlockCount, damagedAtOpeningCount, uncodedCount, strayCount };
}
