// What a search found: the five words of closeness, why a photo matched, coverage, and an honest 'nothing'.
import type { MatchedArea, MatchReason } from '../../main/engine/api/search-schemas.ts';
import type { MatchKind } from '../closeness.ts';
import { countOf, formatCount, formatShare, photoCount } from '../formats.ts';
import { inLanguages } from './in-languages.ts';

type ReasonCode = MatchReason['code'];

/** What is there at all is never 'none of it'. */
const percent = (share: number) => formatShare(Math.max(0.01, share));

const reasons = inLanguages({
  english: {
    cropped: (share: number) => `your picture is ${percent(share)} of it`,
    rotated: () => 'rotated',
    mirrored: () => 'mirrored',
    'rotated-mirrored': () => 'rotated and mirrored',
    part: () => 'part of it',
    'inside-picture': () => 'inside your picture',
    'part-inside': (share) => `${percent(share)} of it is in your picture`,
    'black-and-white': () => 'black and white',
    small: () => 'small',
    'same-day': () => 'same day',
  } satisfies Record<ReasonCode, (share: number) => string>,
  chinese: {
    cropped: (share) => `您的图片是它的 ${percent(share)}`,
    rotated: () => '旋转过',
    mirrored: () => '镜像',
    'rotated-mirrored': () => '旋转并镜像',
    part: () => '其中一部分',
    'inside-picture': () => '在您的图片之中',
    'part-inside': (share) => `它的 ${percent(share)} 在您的图片之中`,
    'black-and-white': () => '黑白',
    small: () => '尺寸较小',
    'same-day': () => '同一天',
  },
});

const separator = inLanguages({ english: ', ', chinese: '、' });

/** Why a photo matched, 'rotated, small'; empty where the match's word says it all. */
export function reasonsOf(found: readonly MatchReason[]): string {
  return found
    .map((reason) => {
      const word: (share: number) => string = reasons[reason.code];
      return word('share' in reason ? reason.share : 1);
    })
    .join(separator);
}

const areas = inLanguages({
  english: {
    whole: 'your picture and this photo show the same',
    picture: (share: number) => `your picture is part of this photo, ${percent(share)} of it`,
    photo: (share: number) => `this photo is part of your picture, ${percent(share)} of it`,
    both: (picture: number, photo: number) =>
      `${percent(photo)} of this photo is part of your picture, ${percent(picture)} of it`,
  },
  chinese: {
    whole: '您的图片与这张照片内容相同',
    picture: (share) => `您的图片是这张照片的一部分，占 ${percent(share)}`,
    photo: (share) => `这张照片是您图片的一部分，占 ${percent(share)}`,
    both: (picture, photo) => `这张照片的 ${percent(photo)} 在您的图片中，占图片的 ${percent(picture)}`,
  },
});

/** A part of nearly all is all: as the engine has it (located-matches.ts). */
const wholeShare = 0.9;

/** What is a part of what, in a sentence for those who do not see it drawn. */
export function sentenceOf({ pictureShare, photoShare }: MatchedArea): string {
  if (pictureShare >= wholeShare) return photoShare >= wholeShare ? areas.whole : areas.picture(photoShare);
  return photoShare >= wholeShare ? areas.photo(pictureShare) : areas.both(pictureShare, photoShare);
}

export const results = inLanguages({
  english: {
    title: 'Photos most like your picture',
    rail: 'Closeness',
    kinds: {
      'same-picture': 'Same picture',
      'near-copy': 'Near-copies',
      'same-scene': 'Same scene',
      alike: 'Alike',
      'no-match': 'No match',
    } satisfies Record<MatchKind, string>,
    kindOne: {
      'same-picture': 'Same picture',
      'near-copy': 'Near-copy',
      'same-scene': 'Same scene',
      alike: 'Alike',
      'no-match': 'No match',
    } satisfies Record<MatchKind, string>,
    notes: {
      'same-picture': '',
      'near-copy': '',
      'same-scene': '',
      alike: 'other places, similar look',
      'no-match': 'further away than a match gets',
    } satisfies Record<MatchKind, string>,
    closeness: (range: string) => `closeness ${range}`,
    showAll: (count: number) => `Show all ${formatCount(count)}`,
    showFewer: 'Show fewer',
    showLeastUnlike: 'Show the least unlike',
    hideLeastUnlike: 'Hide the least unlike',
    folded: 'Bursts folded',
    unfolded: 'Bursts shown',
    toggleStack: 'Open or fold a stack',
    openStack: (count: number) => `Show all ${formatCount(count)} of this stack`,
    foldStack: (count: number) => `Fold the ${formatCount(count)} of this stack`,
    stackOf: (count: number) => `stack of ${formatCount(count)}`,
    closerFound: (count: number) => `${countOf(count, 'closer photo', 'closer photos')} found.`,
    showCloser: 'Show',
    locating: (done: number, total: number) =>
      total === 0
        ? 'Looking whether your picture is a part of a photo, or shows one…'
        : `Looking whether your picture is a part of a photo, or shows one: ${formatCount(done)} of ${formatCount(total)}…`,
    originalsFound: (count: number) => `${countOf(count, 'original', 'originals')} found.`,
    announceOriginals: (count: number) =>
      `${countOf(count, 'photo', 'photos')} found that your picture is a part of, or that it shows.`,
    toggleAreas: 'Show or hide the matched areas (M)',
    thumbUp: 'More like this',
    thumbDown: 'Not like this',
    searching: 'Searching…',
    /** Before and after the number of photos searched. */
    coverageStart: (_total: number) => '',
    coverageRest: (total: number) => `of ${formatCount(total)} photos searched`,
    drivesOffline: (count: number) => `${countOf(count, 'drive', 'drives')} offline, included`,
    offline: (count: number) => `${countOf(count, 'folder', 'folders')} offline, included`,
    milliseconds: (value: number) => `${formatCount(Math.max(1, Math.round(value)))} ms`,
    early: (count: number) => `Only ${countOf(count, 'photo is', 'photos are')} in yet. Closer ones may follow.`,
    nothing: 'Nothing in your library looks like this.',
    nothingWhy: (closeness: number, isCalibrated: boolean) =>
      `The closest photo reaches closeness ${closeness}. ${isCalibrated ? 'In your library, photos' : 'Photos'} that look alike reach 40 or more.`,
    nothingElse: 'There is no other photo to compare with yet.',
    anotherPicture: 'Choose another picture',
    anotherFolder: 'Add a photo folder',
    leastUnlike: 'The least unlike',
    judge: 'shown so that you can judge for yourself',
    announce: (count: number, kind: string, closeness: number) => `${photoCount(count)}. Best: ${kind}, ${closeness}.`,
    announceNothing: 'Nothing in your library looks like this.',
  },
  chinese: {
    title: '与您的图片最像的照片',
    rail: '相近度',
    kinds: {
      'same-picture': '同一张照片',
      'near-copy': '近似副本',
      'same-scene': '同一场景',
      alike: '相似',
      'no-match': '不匹配',
    },
    kindOne: {
      'same-picture': '同一张照片',
      'near-copy': '近似副本',
      'same-scene': '同一场景',
      alike: '相似',
      'no-match': '不匹配',
    },
    notes: {
      'same-picture': '',
      'near-copy': '',
      'same-scene': '',
      alike: '不同的地方，相似的样子',
      'no-match': '差别超出了匹配的范围',
    },
    closeness: (range) => `相近度 ${range}`,
    showAll: (count) => `显示全部 ${formatCount(count)} 张`,
    showFewer: '收起',
    showLeastUnlike: '显示差别最小的几张',
    hideLeastUnlike: '隐藏差别最小的几张',
    folded: '连拍已折叠',
    unfolded: '连拍已展开',
    toggleStack: '展开或折叠一叠照片',
    openStack: (count) => `显示这一叠的全部 ${formatCount(count)} 张`,
    foldStack: (count) => `折叠这一叠的 ${formatCount(count)} 张`,
    stackOf: (count) => `一叠 ${formatCount(count)} 张`,
    closerFound: (count) => `找到 ${formatCount(count)} 张更接近的照片。`,
    showCloser: '显示',
    locating: (done, total) =>
      total === 0
        ? '正在查看您的图片是否是某张照片的一部分，或包含某张照片…'
        : `正在查看您的图片是否是某张照片的一部分，或包含某张照片：${formatCount(done)} / ${formatCount(total)}…`,
    originalsFound: (count) => `找到 ${formatCount(count)} 张原照片。`,
    announceOriginals: (count) => `找到 ${formatCount(count)} 张照片：您的图片是其中一部分，或包含它。`,
    toggleAreas: '显示或隐藏匹配区域 (M)',
    thumbUp: '多找这样的',
    thumbDown: '不像这张',
    searching: '正在搜索…',
    coverageStart: (total) => `已搜索 ${formatCount(total)} 张中的`,
    coverageRest: () => '张',
    drivesOffline: (count) => `${formatCount(count)} 个磁盘离线，仍在搜索范围内`,
    offline: (count) => `${formatCount(count)} 个文件夹离线，仍在搜索范围内`,
    milliseconds: (value) => `${formatCount(Math.max(1, Math.round(value)))} 毫秒`,
    early: (count) => `目前只有 ${photoCount(count)}，可能还会有更接近的。`,
    nothing: '图库里没有与它相像的照片。',
    nothingWhy: (closeness, isCalibrated) =>
      `最接近的照片相近度为 ${closeness}；${isCalibrated ? '在您的图库中，' : ''}看起来相似的照片至少为 40。`,
    nothingElse: '还没有其他照片可以比较。',
    anotherPicture: '选择另一张图片',
    anotherFolder: '添加照片文件夹',
    leastUnlike: '差别最小的几张',
    judge: '列出来供您自己判断',
    announce: (count, kind, closeness) => `${photoCount(count)}。最佳：${kind}，${closeness}。`,
    announceNothing: '图库里没有与它相像的照片。',
  },
});
