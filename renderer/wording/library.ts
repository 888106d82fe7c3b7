// The photos that there are: the library, one photo open in the viewer, and the files that could not be read.
import { countOf, formatCount } from '../formats.ts';
import { inLanguages } from './in-languages.ts';

export const library = inLanguages({
  english: {
    title: 'Library',
    rail: 'Time',
    findAlike: 'Find photos like this (F)',
    offline: 'offline',
    stillLooking: 'Looking through your folders. The first photos appear here in a moment.',
    empty: 'No photos were found in your folders.',
    emptyHint: 'Likeness reads JPEG, PNG, WebP, AVIF, GIF and TIFF.',
    cannotLoad: 'The photos could not be listed.',
    tryAgain: 'Try again',
    cannotShow: 'cannot be shown now',
    photoLabel: (name: string, date: string, place: string | null) =>
      [name, date, place].filter((part) => part !== null).join(', '),
  },
  chinese: {
    title: '图库',
    rail: '时间',
    findAlike: '查找与此相像的照片 (F)',
    offline: '离线',
    stillLooking: '正在查看您的文件夹，第一批照片马上出现。',
    empty: '您的文件夹里没有找到照片。',
    emptyHint: 'Likeness 可以读取 JPEG、PNG、WebP、AVIF、GIF 和 TIFF。',
    cannotLoad: '无法列出照片。',
    tryAgain: '重试',
    cannotShow: '暂时无法显示',
    photoLabel: (name, date, place) => [name, date, place].filter((part) => part !== null).join('，'),
  },
});

export const viewer = inLanguages({
  english: {
    label: 'Photo',
    close: 'Close (Esc)',
    previous: 'Previous photo (←)',
    next: 'Next photo (→)',
    showInFolder: 'Show in folder',
    copyPath: 'Copy path',
    copied: 'Path copied',
    cannotCopy: 'The path could not be copied. Select it below and copy it by hand.',
    findAlike: 'Find photos like this',
    cannotShow: 'Only the small version can be shown now. The folder of this photo may be offline.',
    position: (index: number, count: number) => `${formatCount(index)} of ${formatCount(count)}`,
    connect: (drive: string) => `on ${drive}, which is not connected`,
    alsoAt: (count: number) => `and ${countOf(count, 'more copy', 'more copies')} of the same file`,
  },
  chinese: {
    label: '照片',
    close: '关闭 (Esc)',
    previous: '上一张照片 (←)',
    next: '下一张照片 (→)',
    showInFolder: '在文件夹中显示',
    copyPath: '复制路径',
    copied: '路径已复制',
    cannotCopy: '无法复制路径。请在下方选中它并手动复制。',
    findAlike: '查找与此相像的照片',
    cannotShow: '现在只能显示小图，这张照片所在的文件夹可能已离线。',
    position: (index, count) => `第 ${formatCount(index)} 张，共 ${formatCount(count)} 张`,
    connect: (drive) => `在磁盘“${drive}”上，该磁盘未连接`,
    alsoAt: (count) => `另有 ${formatCount(count)} 份相同的文件`,
  },
});

export const failures = inLanguages({
  english: {
    title: (count: number) => `${countOf(count, 'file', 'files')} could not be read`,
    none: 'Every file could be read.',
    explain: 'These files are left as they are; all others can be searched.',
    tryAgain: 'Try all again',
    save: 'Save as a list',
    listName: 'Files that could not be read',
  },
  chinese: {
    title: (count) => `${formatCount(count)} 个文件无法读取`,
    none: '所有文件都已读取。',
    explain: '这些文件保持原样；其他文件都可以搜索。',
    tryAgain: '全部重试',
    save: '保存列表',
    listName: '无法读取的文件',
  },
});
