// The status bar: what is being read, what is away, and the promise.
import { countOf, formatCount, formatDuration, formatLength, photoCount } from '../formats.ts';
import { inLanguages } from './in-languages.ts';

export const status = inLanguages({
  english: {
    reading: 'Reading your photos',
    looking: 'Looking for new photos',
    refreshing: 'Reading dates and places again',
    replacing: 'A new model is looking at your photos; the one before answers until then',
    modelUnusable: 'The new model cannot be used; the one before goes on answering',
    progress: (done: number, total: number) => `${formatCount(done)} of ${formatCount(total)}`,
    rate: (perSecond: number) =>
      perSecond >= 1 ? `${formatCount(Math.round(perSecond))} photos a second` : 'less than one photo a second',
    left: (seconds: number) => `${formatDuration(seconds)} left`,
    pause: 'Pause',
    resume: 'Go on',
    paused: (searchable: number) => `Paused. ${photoCount(searchable)} can be searched.`,
    diskFull: 'The disk is full. Reading has paused; nothing is lost. Free some space, then go on.',
    ready: 'ready',
    watching: (count: number) => `watching ${countOf(count, 'folder', 'folders')}`,
    offline: (count: number) => `${countOf(count, 'folder', 'folders')} offline`,
    failures: (count: number) => `${countOf(count, 'file', 'files')} could not be read`,
    stays: 'Everything stays on this computer',
    promise: 'Everything stays on this computer. Likeness never changes your photos.',
    reconnecting: 'Reconnecting…',
    notConnected: 'Not connected',
    started: 'Reading your photos has started.',
    ended: (count: number) => `Reading has ended. ${photoCount(count)} can be searched.`,
  },
  chinese: {
    reading: '正在读取照片',
    looking: '正在查找新照片',
    refreshing: '正在重新读取日期和地点',
    replacing: '正在用新模型重新分析照片',
    modelUnusable: '新模型无法使用，继续由原模型回答',
    progress: (done, total) => `${formatCount(done)} / ${formatCount(total)} 张`,
    rate: (perSecond) => (perSecond >= 1 ? `每秒 ${formatCount(Math.round(perSecond))} 张` : '每秒不到 1 张'),
    left: (seconds) => {
      const length = formatLength(seconds);
      return length === null ? '剩余不到 1 分钟' : `约剩 ${length}`;
    },
    pause: '暂停',
    resume: '继续',
    paused: (searchable) => `已暂停。可搜索 ${photoCount(searchable)}。`,
    diskFull: '磁盘已满，读取已暂停，没有丢失任何内容。请腾出一些空间，然后继续。',
    ready: '已就绪',
    watching: (count) => `正在留意 ${formatCount(count)} 个文件夹`,
    offline: (count) => `${formatCount(count)} 个文件夹离线`,
    failures: (count) => `${formatCount(count)} 个文件无法读取`,
    stays: '一切都留在这台电脑上',
    promise: '一切都留在这台电脑上。Likeness 从不改动您的照片。',
    reconnecting: '正在重新连接…',
    notConnected: '未连接',
    started: '已开始读取照片。',
    ended: (count) => `读取已结束。可搜索 ${photoCount(count)}。`,
  },
});
