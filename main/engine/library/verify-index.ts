// The part of `verify` that holds features, codes and codebooks against each other.
import type Database from 'better-sqlite3';
import { parseGeneration } from '../../../core/index.ts';
import type { CodeCheck } from '../index/check-codes.ts';
import {
  blocksOfCodes,
  byDescribingAgain,
  byReadingAgain,
  codesFromFeatures,
  featuresDo,
  type Finding,
  photosHave,
} from './findings.ts';

/** @param missingCount photos with no feature of the model that answers */
export function featureFindings(missingCount: number, damagedCount: number): Finding[] {
  return [
    {
      code: 'missing-feature',
      count: missingCount,
      message: `${photosHave(missingCount)} no feature of the model that answers; ${byDescribingAgain}.`,
    },
    {
      code: 'damaged-feature',
      count: damagedCount,
      message: `${featuresDo(damagedCount)} not match the checksum; ${byReadingAgain}.`,
    },
  ];
}

/** @param damage of the codebooks, if any: a sentence's part */
export function codeFindings(check: CodeCheck, damage: string | null): Finding[] {
  const { damagedBlockCount, damagedAtOpeningCount, uncodedCount, strayCount } = check;
  return [
    {
      code: 'generation',
      count: damage === null ? 0 : 1,
      message: `The codebooks are unusable (${damage}); repairing takes new ones and makes the codes again from the stored features.`,
    },
    {
      code: 'damaged-codes',
      count: damagedBlockCount,
      message: `${blocksOfCodes(damagedBlockCount)} not match the checksum; ${codesFromFeatures}.`,
    },
    {
      code: 'damaged-codes',
      count: damagedAtOpeningCount,
      message: `${blocksOfCodes(damagedAtOpeningCount)} not match the checksum when the library was opened; the codes were made again from the stored features.`,
    },
    {
      code: 'missing-code',
      count: uncodedCount,
      message: `${photosHave(uncodedCount)} a feature and no code; ${codesFromFeatures}.`,
    },
    { code: 'stray-code', count: strayCount, message: `Codes belong to no photo; ${codesFromFeatures}.` },
  ];
}

/** Why the active codebooks cannot be used, or null. */
export function damageOfCodebooks(database: Database.Database): string | null {
  const data = database
    .prepare<[], Uint8Array>(
      'SELECT data FROM generation JOIN model ON model.id = model_id WHERE is_active = 1 AND is_answering = 1',
    )
    .pluck()
    .get();
  if (!data) return 'there is none';
  try {
    parseGeneration(data);
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}
