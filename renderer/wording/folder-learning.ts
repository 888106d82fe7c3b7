// What a person's own folders teach: the offer to learn, what came of it, and the folders that a picture would fit.
import { formatCount, formatDateAndTime, formatOfHundred, formatShare, photoCount } from '../formats.ts';
import { inLanguages } from './in-languages.ts';

export const folderLearning = inLanguages({
  english: {
    title: 'What your folders teach',
    explain:
      'Likeness can learn which photos you put together. When you search with a picture, it then names the folders that the picture would fit. Nothing is moved, and nothing leaves this computer.',
    tooFew: (folders: number, photos: number) =>
      `There must be ${formatCount(folders)} folders with ${photoCount(photos)} each.`,
    learn: (folders: number) => `Learn from ${formatCount(folders)} folders`,
    learnAgain: 'Learn again',
    learning: (share: number) => `Looking at how your folders are put together: ${formatShare(share)}`,
    stop: 'Stop',
    forget: 'Forget it',
    learned: (photos: number, folders: number, time: number) =>
      `Learned from ${photoCount(photos)} in ${formatCount(folders)} folders, ${formatDateAndTime(time)}.`,
    triedOut: (heldBack: number, learned: number, unlearned: number) =>
      `Tried out on ${photoCount(heldBack)} held back: the right folder came first for ${formatOfHundred(learned)} of 100; by look alone, for ${formatOfHundred(unlearned)}.`,
    useful: 'Folders are named beside the results of a search.',
    useless: 'That is too seldom right, or no better than by look alone, so no folders are named.',
    fits: 'Would fit your folders',
  },
  chinese: {
    title: '从您的文件夹中学习',
    explain:
      'Likeness 可以学习您把哪些照片放在一起。之后用图片搜索时，会告诉您这张图片适合放入哪些文件夹。不会移动任何文件，也不会有任何内容离开这台电脑。',
    tooFew: (folders, photos) => `至少需要 ${formatCount(folders)} 个文件夹，每个至少有${photoCount(photos)}。`,
    learn: (folders) => `从 ${formatCount(folders)} 个文件夹中学习`,
    learnAgain: '重新学习',
    learning: (share) => `正在学习：${formatShare(share)}`,
    stop: '停止学习',
    forget: '忘记所学',
    learned: (photos, folders, time) =>
      `于 ${formatDateAndTime(time)} 从 ${formatCount(folders)} 个文件夹的${photoCount(photos)}中学到。`,
    triedOut: (heldBack, learned, unlearned) =>
      `用留出的${photoCount(heldBack)}检验：每 100 张中有 ${formatOfHundred(learned)} 张首选文件夹正确；仅凭外观则为 ${formatOfHundred(unlearned)} 张。`,
    useful: '搜索结果旁会列出合适的文件夹。',
    useless: '正确率太低，或不比仅凭外观更好，因此不会列出文件夹。',
    fits: '适合放入您的文件夹',
  },
});
