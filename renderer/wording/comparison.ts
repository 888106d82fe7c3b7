// What differs between a picture and a photo, in words: a name for the pair, a sentence, and a table.
import type { Comparison, ComparedSide, Overlap } from '../../main/engine/api/compare-schemas.ts';
import type { Match } from '../../main/engine/api/search-schemas.ts';
import { wholeCloseness, type MatchKind } from '../closeness.ts';
import { formatBytes, formatCount, formatDateAndTime, formatPixels } from '../formats.ts';
import { changes, compare } from './compare.ts';
import { results } from './results.ts';

/** What the two sides are called. */
export const sideNames = (isPair: boolean) =>
  isPair ? { picture: compare.first, photo: compare.second } : { picture: compare.shown, photo: compare.inLibrary };

/** What was done to the photo to make the picture; nothing for a picture that is the photo as it is. */
function changesOf({ mirrored, quarterTurns, turn, part, share, colours }: Overlap): string[] {
  const { quarters, turned, cropped, within, recoloured, grey } = changes;
  return [
    mirrored ? changes.mirrored : '',
    quarters[quarterTurns] ?? '',
    turn === 0 ? '' : turned(formatDegrees(Math.abs(turn)), turn > 0),
    isPart(share) ? (part === 'picture' ? cropped(share) : within(share)) : '',
    { same: '', changed: recoloured, removed: grey }[colours],
  ].filter((change) => change !== '');
}

/** What is missing of a whole may be a pixel of rounding. */
export const isPart = (share: number) => share < 0.97;

/** A sentence, in three parts of which the one in the middle is stressed, and the sentence after it. */
export function verdictOf({ overlap, areTwoShots }: Comparison): Record<'start' | 'changes' | 'end' | 'after', string> {
  if (overlap === null) return { start: changes.different, changes: '', end: '', after: '' };
  if (areTwoShots) return { start: changes.twoShots, changes: '', end: '', after: '' };
  const done = changesOf(overlap);
  const start = done.length === 0 ? changes.start : changes.start + changes.comma;
  return {
    start,
    changes: changes.join(done),
    end: changes.end,
    after: changes.agreement(Math.floor(100 * overlap.agreement) / 100),
  };
}

/**
 * What the pair is called. Pixels that were laid over each other outweigh the search, which looks less closely: what they prove a
 * copy is one, without a number.
 */
export function nameOfPair(
  comparison: Comparison | null,
  match: Pick<Match, 'kind' | 'closeness'> | null,
): { kind: MatchKind | null; title: string } {
  const { kindOne } = results;
  const isCopy = comparison !== null && comparison.overlap !== null && !comparison.areTwoShots;
  if (match !== null && (!isCopy || match.kind === 'same-picture' || match.kind === 'near-copy')) {
    return { kind: match.kind, title: compare.verdict(kindOne[match.kind], wholeCloseness(match.closeness)) };
  }
  return isCopy ? { kind: 'near-copy', title: kindOne['near-copy'] } : { kind: null, title: compare.facts };
}

export interface FactRow {
  readonly name: string;
  readonly picture: string;
  readonly photo: string;
  readonly difference: string;
  /** Worth a look: not the same, and the picture has lost something. */
  readonly isStressed: boolean;
}

export function factsOf(comparison: Comparison): FactRow[] {
  const { picture, photo, overlap } = comparison;
  const rows = [sizeRow(picture, photo, overlap), formatRow(comparison), takenRow(comparison)];
  if (overlap !== null) rows.splice(1, 0, turnRow(overlap));
  return rows;
}

function sizeRow(picture: ComparedSide, photo: ComparedSide, overlap: Overlap | null): FactRow {
  const times = (photo.width * photo.height) / (picture.width * picture.height);
  const isOnSide = overlap !== null && overlap.quarterTurns % 2 === 1;
  const [width, height] = isOnSide ? [picture.height, picture.width] : [picture.width, picture.height];
  const isSame = width === photo.width && height === photo.height;
  const difference = isSame
    ? compare.same
    : times >= 1.05
      ? compare.times(formatTimes(times))
      : times <= 1 / 1.05
        ? compare.timesFewer(formatTimes(1 / times))
        : compare.otherShape;
  return {
    ...{ name: compare.size, picture: pixelsOf(picture), photo: pixelsOf(photo) },
    ...{ difference, isStressed: !isSame },
  };
}

function turnRow({ quarterTurns, mirrored, turn }: Overlap): FactRow {
  const parts = [
    mirrored ? changes.mirrored : '',
    changes.quarters[quarterTurns] ?? '',
    turn === 0 ? '' : changes.turned(formatDegrees(Math.abs(turn)), turn > 0),
  ].filter((part) => part !== '');
  const isSame = parts.length === 0;
  const turned = isSame ? compare.upright : changes.join(parts);
  const difference = isSame ? compare.same : turned;
  return { name: compare.turned, picture: turned, photo: compare.upright, difference, isStressed: !isSame };
}

/** The one was made of the other, so that what differs was done to it. */
export const areOnePhoto = ({ overlap, areTwoShots }: Comparison) => overlap !== null && !areTwoShots;

function formatRow(comparison: Comparison): FactRow {
  const { picture, photo } = comparison;
  const isSame = picture.format === photo.format && picture.sizeBytes === photo.sizeBytes;
  const isOther = picture.format !== photo.format;
  const savedAgain = areOnePhoto(comparison) ? compare.savedAgain : '';
  const difference = isSame ? compare.same : isOther ? compare.otherFormat : savedAgain;
  return { name: compare.format, picture: fileOf(picture), photo: fileOf(photo), difference, isStressed: false };
}

function takenRow(comparison: Comparison): FactRow {
  const { picture, photo } = comparison;
  const isSame = picture.takenAt === photo.takenAt;
  const isLost = picture.takenAt === null && photo.takenAt !== null;
  const isUnknown = photo.takenAt === null || (isLost && !areOnePhoto(comparison));
  const difference = isUnknown ? '' : isSame ? compare.same : isLost ? compare.notKept : compare.otherMoment;
  return { name: compare.taken, picture: takenOf(picture), photo: takenOf(photo), difference, isStressed: false };
}

const pixelsOf = ({ width, height }: ComparedSide) => formatPixels(width, height);
const fileOf = ({ format, sizeBytes }: ComparedSide) => `${format.toUpperCase()}, ${formatBytes(sizeBytes)}`;
const takenOf = ({ takenAt }: ComparedSide) => (takenAt === null ? compare.notRecorded : formatDateAndTime(takenAt));
const formatDegrees = (degrees: number) => formatCount(Math.round(10 * degrees) / 10);
const formatTimes = (times: number) => formatCount(times < 10 ? Math.round(10 * times) / 10 : Math.round(times));
