// The filters: what they are called, what they are set to, and what to do when no photo passes.
import { formatCount, formatDateRange, formatYears, photoCount } from '../formats.ts';
import { inLanguages } from './in-languages.ts';

const stars = (count: number) => '★'.repeat(count);

export const filters = inLanguages({
  english: {
    label: 'Filters',
    names: {
      date: 'Date',
      place: 'Place',
      folder: 'Folder',
      format: 'Type',
      camera: 'Camera',
      lens: 'Lens',
      rating: 'Rating',
      online: 'Online only',
      text: 'Words',
    },
    remove: (name: string) => `Remove the filter ${name}`,
    clearAll: 'Clear filters',
    dates: (after: number | undefined, before: number | undefined) => spanOf(after, before, 'from', 'until'),
    near: (kilometres: number, name: string | undefined) =>
      `${name === undefined ? 'within' : `${name}, within`} ${formatCount(kilometres)} km`,
    rating: (least: number) => (least === 5 ? stars(5) : `${stars(least)} and more`),
    words: (text: string) => `‘${text}’`,
    loading: 'Counting…',
    nothing: 'No photo has any.',
    from: 'From',
    to: 'To',
    latitude: 'Latitude',
    longitude: 'Longitude',
    radius: 'Within, in km',
    apply: 'Set',
    notAPlace: 'A latitude lies between −90 and 90, a longitude between −180 and 180.',
    passing: (count: number) => `${photoCount(count)} pass`,
    none: 'No photo passes these filters.',
    noneText: (text: string) => `No photo is described by ‘${text}’.`,
    noneTextWhy: (photos: string) =>
      `Looked for in the file names, folders, titles, keywords, cameras and places of ${photos}. What a photo shows is found by a picture that looks like it.`,
    showPicture: 'Show a picture',
    removeToSee: (name: string, count: number) => `Remove ${name} to see ${formatCount(count)}.`,
    search: 'File name, date, place, camera',
    narrow: 'Narrow the search by words',
  },
  chinese: {
    label: '筛选',
    names: {
      date: '日期',
      place: '地点',
      folder: '文件夹',
      format: '类型',
      camera: '相机',
      lens: '镜头',
      rating: '评分',
      online: '仅在线',
      text: '文字',
    },
    remove: (name) => `移除筛选“${name}”`,
    clearAll: '清除筛选',
    dates: (after, before) => spanOf(after, before, '自', '至'),
    near: (kilometres, name) => `${name === undefined ? '' : `${name} `}${formatCount(kilometres)} 公里内`,
    rating: (least) => (least === 5 ? stars(5) : `${stars(least)} 及以上`),
    words: (text) => `“${text}”`,
    loading: '正在统计…',
    nothing: '没有照片有此信息。',
    from: '从',
    to: '到',
    latitude: '纬度',
    longitude: '经度',
    radius: '半径（公里）',
    apply: '设定',
    notAPlace: '纬度在 −90 到 90 之间，经度在 −180 到 180 之间。',
    passing: (count) => `${photoCount(count)}符合`,
    none: '没有照片符合这些条件。',
    noneText: (text) => `没有照片与“${text}”的文字相符。`,
    noneTextWhy: (photos) =>
      `已在${photos}的文件名、文件夹、标题、关键词、相机和地点中查找。要按画面内容查找，请放入一张相像的图片。`,
    showPicture: '放入图片',
    removeToSee: (name, count) => `移除“${name}”可看到 ${formatCount(count)} 张。`,
    search: '文件名、日期、地点、相机',
    narrow: '用文字缩小搜索范围',
  },
});

function spanOf(after: number | undefined, before: number | undefined, from: string, until: string): string {
  const last = before === undefined ? undefined : before - 1;
  if (after !== undefined && last !== undefined) return formatYears(after, last) ?? formatDateRange(after, last);
  if (after !== undefined) return `${from} ${formatDateRange(after, after)}`;
  return last === undefined ? '' : `${until} ${formatDateRange(last, last)}`;
}
