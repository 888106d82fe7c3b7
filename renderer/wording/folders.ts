// The watched folders: choosing and forgetting them, what is left out, and how much of the computer reading may take.
import type { Effort, Root } from '../../main/engine/api/library-schemas.ts';
import { formatCount } from '../formats.ts';
import { inLanguages } from './in-languages.ts';

export const folders = inLanguages({
  english: {
    view: 'Folders',
    tree: 'Folders of the library',
    nothingHere: 'No photos here.',
    title: 'Your photo folders',
    open: 'Photo folders',
    add: 'Add a photo folder',
    samples: 'Add the sample photos',
    sampleName: 'Sample photos',
    remove: (name: string) => `Forget the folder ‘${name}’`,
    removed: (name: string) => `‘${name}’ is no longer in your library. Its files stay where they are.`,
    offlineSince: (date: string) => `offline, last seen ${date}`,
    offline: 'offline',
    close: 'Close',
    explain: 'Likeness watches these folders and never changes what is in them.',
  },
  chinese: {
    view: '文件夹',
    tree: '图库的文件夹',
    nothingHere: '这里没有照片。',
    title: '您的照片文件夹',
    open: '照片文件夹',
    add: '添加照片文件夹',
    samples: '添加示例照片',
    sampleName: '示例照片',
    remove: (name) => `不再使用文件夹“${name}”`,
    removed: (name) => `“${name}”已从图库中移除，其中的文件仍在原处。`,
    offlineSince: (date) => `离线，上次连接于 ${date}`,
    offline: '离线',
    close: '关闭',
    explain: 'Likeness 会留意这些文件夹的变化，从不改动其中的内容。',
  },
});

/** The sample photos are Likeness's own and have a name in each language; every other folder is named as on its disk. */
export const nameOfRoot = (root: Pick<Root, 'name' | 'isSample'>) => (root.isSample ? folders.sampleName : root.name);

export const effort = inLanguages({
  english: {
    title: 'Reading new photos',
    names: { quiet: 'Quietly', balanced: 'Balanced', full: 'At full speed' } satisfies Record<Effort, string>,
    meanings: {
      quiet: 'One photo at a time, with rests. It takes several times as long.',
      balanced: 'Quickly, but quietly on battery or when the computer runs hot.',
      full: 'As quickly as the computer can, also on battery.',
    } satisfies Record<Effort, string>,
    isSparing: 'It is quiet now.',
  },
  chinese: {
    title: '读取新照片',
    names: { quiet: '安静', balanced: '平衡', full: '全速' },
    meanings: {
      quiet: '一次只读一张，中间有停顿，需要几倍的时间。',
      balanced: '尽快读取；使用电池或电脑过热时放慢。',
      full: '以电脑的最快速度读取，使用电池时也一样。',
    },
    isSparing: '目前已放慢。',
  },
});

export const excluded = inLanguages({
  english: {
    title: (count: number) => (count === 0 ? 'Leave out' : `Leave out (${formatCount(count)})`),
    hint: 'One name a line: Screenshots, *.png or Archive/2003/**. Photos of such names that are in your library are forgotten; their files stay.',
    label: 'Names of photos and folders to leave out',
    save: 'Leave these out',
  },
  chinese: {
    title: (count) => (count === 0 ? '排除' : `排除（${formatCount(count)}）`),
    hint: '每行一个名称：Screenshots、*.png 或 Archive/2003/**。图库中符合这些名称的照片会被移出，文件本身保留。',
    label: '要排除的照片和文件夹名称',
    save: '排除这些',
  },
});

export const chooser = inLanguages({
  english: {
    title: 'Choose a photo folder',
    path: 'Folder',
    go: 'Go',
    up: 'Up',
    inside: 'Folders inside',
    noFolders: 'No folders in here.',
    use: 'Add this folder',
    adding: 'Adding…',
    cancel: 'Cancel',
  },
  chinese: {
    title: '选择照片文件夹',
    path: '文件夹',
    go: '前往',
    up: '上一级',
    inside: '其中的文件夹',
    noFolders: '这里没有文件夹。',
    use: '添加此文件夹',
    adding: '正在添加…',
    cancel: '取消',
  },
});
