// What `verify` finds, in words, and what a repair has to do about it.
import type { FindingCode } from '../api/health-schemas.ts';

export interface Finding {
  code: FindingCode;
  /** One sentence: what is wrong, and how it is put right. */
  message: string;
  count: number;
}

export interface PhotoIdentity {
  id: number;
  hash: Uint8Array;
}

export interface Repairs {
  /** With new codebooks. */
  rebuildCodes: boolean;
  mendCodes: boolean;
  keepModelAgain: boolean;
  readAgain: Map<number, PhotoIdentity>;
  strayThumbnails: string[];
  changedFiles: number[];
}

export const codesFromFeatures = 'repairing makes them again from the stored features';
export const byDescribingAgain = 'these photos are described again when nothing else is to be done';
export const byReadingAgain = 'repairing reads these photos again from their files, when their drive is there';

export function blocksOfCodes(count: number): string {
  return count === 1 ? '1 block of codes does' : `${count} blocks of codes do`;
}

export function photosHave(count: number): string {
  return count === 1 ? '1 photo has' : `${count} photos have`;
}

export function featuresDo(count: number): string {
  return count === 1 ? 'The feature of 1 photo does' : `The features of ${count} photos do`;
}
