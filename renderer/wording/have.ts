// 'Which of these do I already have?': files that are not in the library, held against it.
import { countOf, formatCount } from '../formats.ts';
import { inLanguages } from './in-languages.ts';

export const have = inLanguages({
  english: {
    title: 'Which of these do you have?',
    open: 'Which of these do I have?',
    openHint: 'Drop a folder or memory card to see what is new on it.',
    target: 'Which of these do I have?',
    targetHint: 'only looks; nothing is added or copied',
    overlayTitle: (count: number) => `Let go to see which of these ${formatCount(count)} pictures you have`,
    checking: (done: number, total: number) =>
      `Checking ${formatCount(done)} of ${countOf(total, 'picture', 'pictures')}`,
    listing: 'Looking through the folder…',
    stop: 'Stop',
    stopped: (done: number, total: number) => `Stopped after ${formatCount(done)} of ${formatCount(total)}.`,
    youHave: (count: number) => `${formatCount(count)} you have`,
    areNew: (count: number) => countOf(count, 'is new', 'are new'),
    kinds: (same: number, picture: number, near: number) =>
      `The same file: ${formatCount(same)}, the same picture: ${formatCount(picture)}, near-copies: ${formatCount(near)}.`,
    twice: (count: number) => `${countOf(count, 'file lies', 'files lie')} there twice; each is counted once.`,
    unreadable: (count: number) => `${countOf(count, 'file', 'files')} could not be read`,
    newOnes: 'New',
    allKnown: 'You have all of these.',
    nothingFound: 'There are no pictures in it that Likeness can read.',
    nothingAdded: 'Nothing was added to your library or copied.',
    save: 'Save the list of new files',
    listName: 'new files.txt',
    another: 'Check another folder',
    back: 'Back',
  },
  chinese: {
    title: '您已有其中哪些？',
    open: '我已有其中哪些？',
    openHint: '拖入文件夹或存储卡，看看哪些是新的。',
    target: '我已有其中哪些？',
    targetHint: '只查看，不添加也不复制',
    overlayTitle: (count) => `松开即可查看这 ${formatCount(count)} 张图片中您已有哪些`,
    checking: (done, total) => `正在核对第 ${formatCount(done)} 张，共 ${formatCount(total)} 张图片`,
    listing: '正在查看文件夹…',
    stop: '停止',
    stopped: (done, total) => `已在第 ${formatCount(done)} 张停止，共 ${formatCount(total)} 张。`,
    youHave: (count) => `已有 ${formatCount(count)} 张`,
    areNew: (count) => `${formatCount(count)} 张是新的`,
    kinds: (same, picture, near) =>
      `相同的文件：${formatCount(same)}，同一张照片：${formatCount(picture)}，近似副本：${formatCount(near)}。`,
    twice: (count) => `${formatCount(count)} 个文件在其中重复出现，只计一次。`,
    unreadable: (count) => `${formatCount(count)} 个文件无法读取`,
    newOnes: '新的',
    allKnown: '这些您全都有。',
    nothingFound: '其中没有 Likeness 可以读取的图片。',
    nothingAdded: '没有向图库添加内容，也没有复制文件。',
    save: '保存新文件列表',
    listName: '新文件.txt',
    another: '核对另一个文件夹',
    back: '返回',
  },
});
