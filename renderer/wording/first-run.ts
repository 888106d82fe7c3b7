// The empty library: the promise and the ways to begin.
import { countOf, formatCount, formatDuration, photoCount } from '../formats.ts';
import { inLanguages } from './in-languages.ts';

export const firstRun = inLanguages({
  english: {
    titleLines: ['Find any photo', 'by showing one.'],
    promise:
      'Drop a screenshot, a crop or a small copy, and Likeness shows the photo it came from and the ones most like it. It reads your folders where they are. Nothing is moved, changed or sent anywhere.',
    foldersHeading: 'Folders with photos on this computer',
    looking: 'Looking for folders with photos…',
    noFolders: 'No photos in the usual places. Add the folder where yours are.',
    countAndTime: (count: number, isComplete: boolean, seconds: number) =>
      `${isComplete ? '' : 'more than '}${photoCount(count)} · ${formatDuration(seconds)}`,
    start: (count: number) => `Start with ${countOf(count, 'folder', 'folders')}`,
    starting: 'Starting…',
    addFolder: 'Add a photo folder',
    samples: 'Try with the sample photos',
    hint: 'You can search as soon as the first photos are in.',
    statusNoPhotos: 'No photos yet',
    examplePhoto: 'A forest stream; a box marks the part that the crop shows',
    exampleCrop: 'A crop of the same photo',
    exampleReason: 'your picture is 36% of it',
    exampleCredit: 'Photo: Aitzol Berasategi, CC BY 4.0',
  },
  chinese: {
    titleLines: ['给一张图，', '找到那张照片。'],
    promise:
      '放入一张截图、裁剪图或缩小的副本，Likeness 会找出它来自哪张照片，以及最相像的照片。照片留在原来的文件夹里读取。不移动、不改动、不上传任何照片。',
    foldersHeading: '这台电脑上有照片的文件夹',
    looking: '正在寻找有照片的文件夹…',
    noFolders: '常用位置没有找到照片。请添加您存放照片的文件夹。',
    countAndTime: (count, isComplete, seconds) =>
      `${isComplete ? '' : '超过 '}${photoCount(count)} · ${formatDuration(seconds)}`,
    start: (count) => `从这 ${formatCount(count)} 个文件夹开始`,
    starting: '正在开始…',
    addFolder: '添加照片文件夹',
    samples: '用示例照片试试',
    hint: '读入第一批照片后就可以开始搜索。',
    statusNoPhotos: '还没有照片',
    examplePhoto: '林中溪流；方框标出裁剪图所示的部分',
    exampleCrop: '同一张照片的裁剪图',
    exampleReason: '您的图片是它的 36%',
    exampleCredit: '照片：Aitzol Berasategi，CC BY 4.0',
  },
});
