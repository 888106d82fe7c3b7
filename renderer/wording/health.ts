// Index health: what was measured on the person's own photos, what each setting costs, and what the library is made of.
import {
  countOf,
  formatBytes,
  formatChange,
  formatCount,
  formatDateAndTime,
  formatMilliseconds,
  formatOfHundred,
  formatShare,
  photoCount,
} from '../formats.ts';
import { inLanguages } from './in-languages.ts';

export const health = inLanguages({
  english: {
    name: 'Index health',
    back: 'Back to the library',
    verdicts: {
      good: 'Index health: good',
      fast: 'Index health: set to be fast',
      drifting: 'Index health: a rebuild would help',
      training: 'Index health: being rebuilt',
      unmeasured: 'Index health: not measured yet',
      small: 'Index health: too few photos to measure',
    },
    measuredOn: (queries: number, time: number) =>
      `Measured on ${formatCount(queries)} of your own photos against exact search, ${formatDateAndTime(time)}.`,
    outdated: 'The index has changed since; measure again to know how it does now.',
    small: (fewest: number) =>
      `There is too little to measure yet: from ${photoCount(fewest)} on, Likeness can tell how much a search finds. With so few, every search sees them all.`,
    unmeasured: 'Likeness can measure how much each setting finds, in the background.',
    measuring: (done: number, total: number) =>
      total === 0 ? 'Measuring: getting ready' : `Measuring: ${formatCount(done)} of ${formatCount(total)} photos`,
    measure: 'Measure',
    measureAgain: 'Measure again',
    cancel: 'Stop measuring',
    figures: {
      photos: (count: number) => (count === 1 ? 'photo' : 'photos'),
      bytes: (bytes: number) => countOf(bytes, 'byte', 'bytes'),
      aPhoto: 'a photo in memory',
      cells: (count: number) => (count === 1 ? 'cell' : 'cells'),
      generation: 'generation',
    },
    asTable: 'Show as table',
    asPicture: 'Show as picture',
  },
  chinese: {
    name: '索引状况',
    back: '返回图库',
    verdicts: {
      good: '索引状况：良好',
      fast: '索引状况：以速度优先',
      drifting: '索引状况：建议重建',
      training: '索引状况：正在重建',
      unmeasured: '索引状况：尚未测量',
      small: '索引状况：照片太少，无法测量',
    },
    measuredOn: (queries, time) =>
      `于 ${formatDateAndTime(time)} 用您的 ${formatCount(queries)} 张照片与精确搜索对照测得。`,
    outdated: '此后索引已有变化；请重新测量以了解现状。',
    small: (fewest) => `照片还太少：达到 ${photoCount(fewest)}后才能测量搜索能找到多少。现在每次搜索都会看遍所有照片。`,
    unmeasured: 'Likeness 可以在后台测量每种设置能找到多少。',
    measuring: (done, total) =>
      total === 0 ? '正在测量：准备中' : `正在测量：${formatCount(done)} / ${formatCount(total)} 张照片`,
    measure: '测量',
    measureAgain: '重新测量',
    cancel: '停止测量',
    figures: {
      photos: () => '张照片',
      bytes: (bytes) => `${formatCount(bytes)} 字节`,
      aPhoto: '内存中每张照片',
      cells: () => '个单元',
      generation: '代索引',
    },
    asTable: '以表格显示',
    asPicture: '以图形显示',
  },
});

export const recallPlot = inLanguages({
  english: {
    title: 'How much is found, and how fast',
    note: 'share of the true ten nearest photos',
    axis: 'time for one look into the index, on this computer',
    exact: 'exact search',
    now: (recall: number) => `Now: ${formatOfHundred(recall)} of 100`,
    takes: (time: number) => `in ${formatMilliseconds(time)}`,
    cellsRead: (probed: number, all: number) => `${formatCount(probed)} of ${formatCount(all)} cells read`,
    allRead: 'every photo compared',
    columns: ['Setting', 'Found of 100', 'Time', 'Photos compared'],
    summary: (low: string, high: string, now: string) => `From ${low} of 100 to ${high} of 100. ${now}`,
    slider: 'How thoroughly every search looks',
    fastest: 'Fastest',
    exactEnd: 'Exact',
    automatic: 'Let Likeness choose',
    finds: (recall: number, time: number) =>
      `Finds ${formatOfHundred(recall)} of the 100 photos that an exact search would, in ${formatMilliseconds(time)}.`,
    findsAll: (time: number) =>
      `Compares your picture with every photo and misses none, in ${formatMilliseconds(time)} a look.`,
    next: (recall: number, time: number) =>
      `One step to the right: ${formatOfHundred(recall)} of 100, in ${formatMilliseconds(time)}.`,
    costUnknown: (probed: number, all: number) =>
      `Reads ${formatCount(probed)} of ${formatCount(all)} cells. What it finds is not measured yet.`,
    costUnknownExact: 'Compares your picture with every photo. How long that takes is not measured yet.',
    everySearch: 'This holds for every search. A thorough search takes up to nine looks.',
  },
  chinese: {
    title: '能找到多少，有多快',
    note: '真正最近的十张照片中找到的比例',
    axis: '在这台电脑上查询一次索引的时间',
    exact: '精确搜索',
    now: (recall) => `现在：100 张中 ${formatOfHundred(recall)} 张`,
    takes: (time) => `用时 ${formatMilliseconds(time)}`,
    cellsRead: (probed, all) => `读取 ${formatCount(all)} 个单元中的 ${formatCount(probed)} 个`,
    allRead: '与每张照片比较',
    columns: ['设置', '每 100 张找到', '时间', '比较的照片'],
    summary: (low, high, now) => `从 100 张中 ${low} 张到 ${high} 张。${now}`,
    slider: '每次搜索的细致程度',
    fastest: '最快',
    exactEnd: '精确',
    automatic: '由 Likeness 选择',
    finds: (recall, time) =>
      `精确搜索能找到的 100 张照片中，可找到 ${formatOfHundred(recall)} 张，用时 ${formatMilliseconds(time)}。`,
    findsAll: (time) => `与每张照片比较，不会漏掉任何一张，每次查询用时 ${formatMilliseconds(time)}。`,
    next: (recall, time) => `向右一步：100 张中 ${formatOfHundred(recall)} 张，用时 ${formatMilliseconds(time)}。`,
    costUnknown: (probed, all) => `读取 ${formatCount(all)} 个单元中的 ${formatCount(probed)} 个。能找到多少尚未测量。`,
    costUnknownExact: '与每张照片比较。用时尚未测量。',
    everySearch: '此设置用于每次搜索。一次细致的搜索最多查询九次。',
  },
});

export const indexParts = inLanguages({
  english: {
    cells: 'Cells',
    cellsNote: 'photos in each, largest first',
    spread: (median: number, largestTenth: number) =>
      `Median ${photoCount(Math.round(median))}. The largest tenth holds ${formatShare(largestTenth)}.`,
    empty: (count: number) => `${countOf(count, 'cell is', 'cells are')} empty.`,
    cellColumns: ['Cell', 'Photos'],
    space: 'Space',
    spaceNote: (aPhoto: number, all: number) =>
      `${countOf(aPhoto, 'byte', 'bytes')} a photo on disk, ${formatBytes(all)} in all`,
    parts: { codes: 'Codes', features: 'Descriptions', codebooks: 'Codebooks', facts: 'Names, dates, places' },
    explain: (whole: number, stored: number, code: number) =>
      `Uncompressed, one description takes ${formatCount(whole)} bytes; kept it takes ${formatCount(stored)}, its code ${formatCount(code)}.`,
    thumbnails: (bytes: number) => `Small pictures for the screen are kept apart: about ${formatBytes(bytes)}.`,
    drift: 'Drift',
    driftNote: (ratio: number) => `${formatChange(ratio)} for the newest photos`,
    driftExplain: 'What coding loses of your photos, in the order they came, against what it lost when trained.',
    driftLimit: (limit: number) => `rebuild at ${formatChange(limit)}`,
    driftColumns: ['Photos by arrival', 'Lost more or less'],
    arrival: (from: number, to: number) => `${formatShare(from)} – ${formatShare(to)}`,
    driftSmall: 'There are too few photos to see a course.',
    rebuildsItself:
      'When new photos stay above the line, and a tenth of the library is new, Likeness rebuilds the index by itself. Searching goes on meanwhile.',
    starting: 'From 1,000 photos on, Likeness trains an index on your own; until then it uses the one it came with.',
    rebuild: 'Rebuild now',
    rebuilding: (share: number | null) => (share === null ? 'Rebuilding…' : `Rebuilding… ${formatShare(share)}`),
  },
  chinese: {
    cells: '单元',
    cellsNote: '各单元的照片数，由多到少',
    spread: (median, largestTenth) =>
      `中位数 ${photoCount(Math.round(median))}。最大的十分之一占 ${formatShare(largestTenth)}。`,
    empty: (count) => `${formatCount(count)} 个单元为空。`,
    cellColumns: ['单元', '照片'],
    space: '空间',
    spaceNote: (aPhoto, all) => `磁盘上每张照片 ${formatCount(aPhoto)} 字节，共 ${formatBytes(all)}`,
    parts: { codes: '编码', features: '描述', codebooks: '码本', facts: '名称、日期、地点' },
    explain: (whole, stored, code) =>
      `未压缩的一个描述占 ${formatCount(whole)} 字节；保存时占 ${formatCount(stored)} 字节，其编码占 ${formatCount(code)} 字节。`,
    thumbnails: (bytes) => `屏幕用的小图另外保存：约 ${formatBytes(bytes)}。`,
    drift: '漂移',
    driftNote: (ratio) => `最新的照片 ${formatChange(ratio)}`,
    driftExplain: '按到达顺序，编码时损失的信息与训练时相比。',
    driftLimit: (limit) => `达到 ${formatChange(limit)} 时重建`,
    driftColumns: ['照片（按到达顺序）', '损失的增减'],
    arrival: (from, to) => `${formatShare(from)} – ${formatShare(to)}`,
    driftSmall: '照片太少，看不出变化。',
    rebuildsItself: '当新照片持续高于此线，且图库有十分之一是新的，Likeness 会自行重建索引。期间可继续搜索。',
    starting: '达到 1,000 张照片后，Likeness 会用您的照片训练索引；在此之前使用自带的索引。',
    rebuild: '立即重建',
    rebuilding: (share) => (share === null ? '正在重建…' : `正在重建… ${formatShare(share)}`),
  },
});
