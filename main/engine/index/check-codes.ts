// Holds the features on disk against their checksums, and the blocks of codes against the features: what `verify` says about the index.
import { IdSet } from '../../../core/index.ts';
import type { CodeStore } from './code-store.ts';
import type { FeatureStore } from './feature-store.ts';

export interface CodeCheck {
  /** Photos whose feature does not match its checksum. */
  readonly damagedFeatureIds: readonly number[];
  /** Blocks that do not match their checksum. */
  readonly damagedBlockCount: number;
  /** Blocks that did not when the library was opened, and were made again then. */
  readonly damagedAtOpeningCount: number;
  /** Photos with a sound feature, and no code that can be believed. */
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
  const damagedFeatureIds = features.damagedIds();
  const damaged = new IdSet(damagedFeatureIds);
  const uncodedCount = described.filter((id) => !coded.has(id) && !damaged.has(id)).length;
  return { damagedFeatureIds, damagedBlockCount, damagedAtOpeningCount, uncodedCount, strayCount };
}
