// Comparing two pictures: the ways to look at them, and what differs in words.
import type { Comparison, ComparedSide, Overlap } from '../../main/engine/api/compare-schemas.ts';
import { formatBytes, formatCount, formatDateAndTime, formatPixels, formatShare } from '../formats.ts';
import type { CompareMode } from '../state/compare-state.svelte.ts';
import { inLanguages } from './in-languages.ts';

export const compare = inLanguages({
  english: {
    title: 'Compare',
    open: 'Compare (C)',
    openShort: 'Compare',
    back: 'Back',
    modes: 'How to compare',
    mode: {
      side: 'Side by side',
      swipe: 'Swipe',
      blink: 'Blink',
      difference: 'Difference',
    } satisfies Record<CompareMode, string>,
    align: 'Align',
    alignHow: 'Lay one over the other (A)',
    cannotAlign: 'No part of the one lies exactly over the other, so there is nothing to align.',
    position: (index: number, count: number) => `${formatCount(index)} of ${formatCount(count)}`,
    previous: 'Previous photo (←)',
    next: 'Next photo (→)',
    shown: 'You showed',
    inLibrary: 'In your library',
    first: 'First photo',
    second: 'Second photo',
    turnedUpright: 'turned as in the photo',
    asShown: 'As you showed it',
    shownPart: (share: number) => `the part you showed · ${formatShare(share)}`,
    photoPart: (share: number) => `the photo · ${formatShare(share)} of what you showed`,
    stage: 'Both pictures. Plus and minus zoom, Shift with the arrows moves, 0 shows all.',
    zoomIn: 'Zoom in (+)',
    zoomOut: 'Zoom out (−)',
    zoomFit: 'Show all (0)',
    zoom: (share: number) => formatShare(share),
    handle: 'Border between the two pictures',
    startBlinking: 'Start blinking',
    stopBlinking: 'Stop blinking',
    flip: 'Flip',
    noBlinking: 'Your system asks for less motion: flip by hand.',
    differenceHow: 'Black is where both are the same. Differences are shown twice as bright.',
    space: 'Space',
    comma: ', ',
    verdict: (kind: string, closeness: number) => `${kind}, closeness ${closeness}`,
    looking: 'Looking how they lie over each other…',
    openOriginal: 'Open the original',
    showInFolder: 'Show in folder',
    facts: 'What differs',
    size: 'Size',
    turned: 'Turned',
    format: 'Format',
    taken: 'Taken',
    fact: 'Fact',
    difference: 'Difference',
    same: 'the same',
    upright: 'upright',
    notRecorded: 'not recorded',
    notKept: 'not kept in the picture',
    otherMoment: 'another moment',
    otherFormat: 'another format',
    savedAgain: 'saved again',
    otherShape: 'another shape',
    times: (times: string) => `${times} times the pixels`,
    timesFewer: (times: string) => `1/${times} of the pixels`,
  },
  chinese: {
    title: '比较',
    open: '比较 (C)',
    openShort: '比较',
    back: '返回',
    modes: '比较方式',
    mode: { side: '并排', swipe: '滑动', blink: '闪烁', difference: '差异' },
    align: '对齐',
    alignHow: '将一张叠放在另一张上 (A)',
    cannotAlign: '两张图片没有能够精确重合的部分，无法对齐。',
    position: (index, count) => `第 ${formatCount(index)} 张，共 ${formatCount(count)} 张`,
    previous: '上一张照片 (←)',
    next: '下一张照片 (→)',
    shown: '您的图片',
    inLibrary: '图库中的照片',
    first: '第一张照片',
    second: '第二张照片',
    turnedUpright: '已转成与照片一致',
    asShown: '您的图片原样',
    shownPart: (share) => `您的图片所在部分 · ${formatShare(share)}`,
    photoPart: (share) => `照片 · 占您图片的 ${formatShare(share)}`,
    stage: '两张图片。加号和减号缩放，Shift 加方向键移动，0 显示全部。',
    zoomIn: '放大 (+)',
    zoomOut: '缩小 (−)',
    zoomFit: '显示全部 (0)',
    zoom: (share) => formatShare(share),
    handle: '两张图片的分界线',
    startBlinking: '开始闪烁',
    stopBlinking: '停止闪烁',
    flip: '切换',
    noBlinking: '系统要求减少动态效果，请手动切换。',
    differenceHow: '黑色表示两者相同；差异以两倍亮度显示。',
    space: '空格',
    comma: '，',
    verdict: (kind, closeness) => `${kind}，相近度 ${closeness}`,
    looking: '正在查看两者如何重合…',
    openOriginal: '打开原照片',
    showInFolder: '在文件夹中显示',
    facts: '不同之处',
    size: '尺寸',
    turned: '方向',
    format: '格式',
    taken: '拍摄时间',
    fact: '项目',
    difference: '差异',
    same: '相同',
    upright: '正向',
    notRecorded: '没有记录',
    notKept: '图片中没有保留',
    otherMoment: '另一时刻',
    otherFormat: '另一种格式',
    savedAgain: '重新保存过',
    otherShape: '另一种形状',
    times: (times) => `像素数为 ${times} 倍`,
    timesFewer: (times) => `像素数为 1/${times}`,
  },
});

const changes = inLanguages({
  english: {
    mirrored: 'mirrored',
    quarters: ['', 'rotated 90° clockwise', 'rotated 180°', 'rotated 90° anticlockwise'],
    turned: (degrees: string, isClockwise: boolean) =>
      `turned by ${degrees}° ${isClockwise ? 'clockwise' : 'anticlockwise'}`,
    cropped: (share: number) => `cropped to ${formatShare(share)}`,
    within: (share: number) => `set into a larger picture, of which it fills ${formatShare(share)}`,
    recoloured: 'in other colours',
    grey: 'without its colours',
    join: (parts: readonly string[]) =>
      parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`,
    start: 'The same photo',
    comma: ', ',
    end: '. ',
    agreement: (share: number) => `Where they overlap, most of the detail agrees to ${formatShare(share)} or better.`,
    different: 'These are two pictures: no part of the one lies exactly over the other.',
    twoShots: 'Two shots of one camera, taken at different moments. They lie over each other.',
  },
  chinese: {
    mirrored: '镜像',
    quarters: ['', '顺时针旋转 90°', '旋转 180°', '逆时针旋转 90°'],
    turned: (degrees, isClockwise) => `${isClockwise ? '顺时针' : '逆时针'}转动 ${degrees}°`,
    cropped: (share) => `裁剪至 ${formatShare(share)}`,
    within: (share) => `放在更大的图片里，占其 ${formatShare(share)}`,
    recoloured: '颜色不同',
    grey: '去掉了颜色',
    join: (parts) => parts.join('，'),
    start: '同一张照片',
    comma: '，',
    end: '。',
    agreement: (share) => `重合部分的大多数细节一致程度达到 ${formatShare(share)} 或更高。`,
    different: '这是两张不同的图片：没有能够精确重合的部分。',
    twoShots: '同一台相机在不同时刻拍的两张照片，可以重合。',
  },
});

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

export interface FactRow {
  readonly name: string;
  readonly picture: string;
  readonly photo: string;
  readonly difference: string;
  /** Worth a look: not the same, and the picture has lost something. */
  readonly isStressed: boolean;
}

export function factsOf({ picture, photo, overlap }: Comparison): FactRow[] {
  const rows = [sizeRow(picture, photo, overlap), formatRow(picture, photo), takenRow(picture, photo)];
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

function formatRow(picture: ComparedSide, photo: ComparedSide): FactRow {
  const isSame = picture.format === photo.format && picture.sizeBytes === photo.sizeBytes;
  const difference = isSame ? compare.same : picture.format === photo.format ? compare.savedAgain : compare.otherFormat;
  return { name: compare.format, picture: fileOf(picture), photo: fileOf(photo), difference, isStressed: false };
}

function takenRow(picture: ComparedSide, photo: ComparedSide): FactRow {
  const isSame = picture.takenAt === photo.takenAt;
  const isLost = picture.takenAt === null && photo.takenAt !== null;
  const difference = isSame
    ? photo.takenAt === null
      ? ''
      : compare.same
    : isLost
      ? compare.notKept
      : compare.otherMoment;
  return { name: compare.taken, picture: takenOf(picture), photo: takenOf(photo), difference, isStressed: false };
}

const pixelsOf = ({ width, height }: ComparedSide) => formatPixels(width, height);
const fileOf = ({ format, sizeBytes }: ComparedSide) => `${format.toUpperCase()}, ${formatBytes(sizeBytes)}`;
const takenOf = ({ takenAt }: ComparedSide) => (takenAt === null ? compare.notRecorded : formatDateAndTime(takenAt));
const formatDegrees = (degrees: number) => formatCount(Math.round(10 * degrees) / 10);
const formatTimes = (times: number) => formatCount(times < 10 ? Math.round(10 * times) / 10 : Math.round(times));
