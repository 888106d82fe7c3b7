// The comparison of search methods on the person's own photos.
import {
  countOf,
  formatCount,
  formatDateAndTime,
  formatDuration,
  formatMilliseconds,
  formatOfHundred,
  photoCount,
} from '../formats.ts';
import { inLanguages } from './in-languages.ts';

export const methods = inLanguages({
  english: {
    title: 'Search methods compared',
    open: 'Compare methods on your photos',
    openExplain:
      'Likeness searches by product codes (IVFADC). How would the other methods of the literature do on your photos, with the same memory?',
    back: 'Back to index health',
    small: (fewest: number) => `From ${photoCount(fewest)} on, Likeness can compare how methods search them.`,
    never:
      'Likeness can try every method on your photos, with codes of the same length, and show which finds most. That takes some minutes, in the background; nothing about your search changes.',
    comparedOn: (photos: number, queries: number, time: number) =>
      `Compared on ${photoCount(photos)}, of which ${formatCount(queries)} asked, ${formatDateAndTime(time)}.`,
    truthLabel: 'What should be found',
    truths: { neighbours: 'The nearest photos', labels: 'Photos of the same folder' },
    truthNote: {
      neighbours: 'Right are the ten photos that exact search puts first.',
      labels: 'Right are the photos of the same folder; one half of each folder asks for the other.',
    },
    compare: 'Compare',
    compareAgain: 'Compare again',
    cancel: 'Stop comparing',
    preparing: 'Comparing: getting ready',
    comparing: (done: number, total: number, now: string) =>
      `Comparing: ${formatCount(done)} of ${formatCount(total)} indexes. Now ${now}`,
    left: (seconds: number) => `${formatDuration(seconds)} left`,
    saveReport: 'Save report',
    savePlot: 'Save picture',
    best: 'What is best for this library',
    bestOfLength: (bits: number, method: string, howGood: string) =>
      `With ${formatCount(bits)} bits a photo, ${method} puts most of what is right first: ${howGood}.`,
    againstExact: (mAP: number, ceiling: number) =>
      `mAP ${formatOfHundred(mAP)} of 100, where exact search reaches ${formatOfHundred(ceiling)}`,
    shortest: (method: string, bits: number) =>
      `The shortest codes that lose hardly anything are those of ${method} with ${formatCount(bits)} bits.`,
    noShortest: 'No codes of these lengths come near to exact search; longer ones do.',
    quickest: (method: string, time: number, bytes: number) =>
      `The quickest search that finds the nearest photo 95 times of 100 is ${method}: ${formatMilliseconds(time)}, with ${countOf(Math.round(bytes), 'byte', 'bytes')} a photo.`,
    labelsNote: 'SDH learned from the folders; the others know nothing of them.',
    unchanged: 'Your searches go on by IVFADC with long codes, or exactly, as Index health is set.',
    leftOut: (names: string) => `Left out, because these photos do not allow it: ${names}.`,
    withBits: (method: string, bits: number | null) =>
      bits === null ? method : `${method}, ${formatCount(bits)} bits`,
    names: {
      lsh: 'LSH',
      'pca-hashing': 'PCA hashing',
      'spectral-hashing': 'spectral hashing',
      itq: 'ITQ',
      'deep-hashing': 'deep hashing (DH)',
      'supervised-deep-hashing': 'supervised DH (SDH)',
      'hamming-embedding': 'Hamming embedding',
      sdc: 'SDC',
      adc: 'ADC',
      ivfadc: 'IVFADC',
      'fast-scan': 'fast scan',
      'k-d-forest': 'k-d forest',
      'k-means-tree': 'k-means tree',
      exact: 'exact search',
    },
    plots: {
      'map-by-bits': {
        title: 'What comes first, by memory',
        note: 'mAP; trees and exact search keep whole vectors, fast scan a vector in bytes',
        axis: 'bits of a code',
      },
      'precision-at-n': { title: 'Right ones among the first', note: 'precision@N', axis: 'N' },
      'recall-by-bytes': {
        title: 'Nearest photo found, by memory',
        note: 'among the first ten',
        axis: 'bytes a photo, as it lies in memory',
      },
      'recall-by-time': {
        title: 'Nearest photo found, by time',
        note: 'among the first ten',
        axis: 'milliseconds a search, on this computer',
      },
      'precision-recall': { title: 'Precision by recall', note: 'along the ranked answers', axis: 'recall' },
      'two-bits': {
        title: 'Right ones within two bits',
        note: 'what a look-up in a hash table finds',
        axis: 'bits of a code',
      },
    },
    ofBits: (note: string, bits: number | null) => (bits === null ? note : `${note}; ${formatCount(bits)} bits`),
    plotSummary: (title: string, method: string, value: string) => `${title}. Highest: ${method}, ${value} of 100.`,
    method: 'Method',
    ofHundred: 'of 100',
    separator: ', ',
    figures: 'All figures',
    columns: ['Method', 'Bits', 'mAP', 'P@10', 'R@1', 'R@10', 'R@100', 'ms', 'Photos compared', 'Bytes a photo'],
    wholeVectors: 'all',
    looks: (method: string, nprobe: number | undefined, candidates: number | undefined) => {
      if (nprobe !== undefined) return `${method}, ${countOf(nprobe, 'cell', 'cells')}`;
      return candidates === undefined ? method : `${method}, ${formatCount(candidates)} looked at`;
    },
  },
  chinese: {
    title: '搜索方法比较',
    open: '用您的照片比较各种方法',
    openExplain: 'Likeness 使用乘积编码（IVFADC）搜索。在内存相同的情况下，文献中的其他方法用在您的照片上会怎样？',
    back: '返回索引状况',
    small: (fewest) => `达到 ${photoCount(fewest)}后，Likeness 才能比较各种搜索方法。`,
    never:
      'Likeness 可以用相同长度的编码在您的照片上试用每种方法，看哪种找到最多。这需要几分钟，在后台进行；您的搜索不会改变。',
    comparedOn: (photos, queries, time) =>
      `于 ${formatDateAndTime(time)} 在 ${photoCount(photos)}上比较，其中 ${formatCount(queries)} 张用来提问。`,
    truthLabel: '应当找到什么',
    truths: { neighbours: '最近的照片', labels: '同一文件夹的照片' },
    truthNote: {
      neighbours: '正确的是精确搜索排在最前的十张照片。',
      labels: '正确的是同一文件夹的照片；每个文件夹的一半用来寻找另一半。',
    },
    compare: '比较',
    compareAgain: '重新比较',
    cancel: '停止比较',
    preparing: '正在比较：准备中',
    comparing: (done, total, now) => `正在比较：第 ${formatCount(done)} / ${formatCount(total)} 个索引。当前：${now}`,
    left: (seconds) => `剩余${formatDuration(seconds)}`,
    saveReport: '保存报告',
    savePlot: '保存图片',
    best: '最适合此图库的方法',
    bestOfLength: (bits, method, howGood) =>
      `每张照片 ${formatCount(bits)} 位时，${method} 把正确的照片排得最靠前：${howGood}。`,
    againstExact: (mAP, ceiling) =>
      `mAP 为 ${formatOfHundred(mAP)}，精确搜索为 ${formatOfHundred(ceiling)}（满分 100）`,
    shortest: (method, bits) => `几乎没有损失的最短编码是 ${formatCount(bits)} 位的 ${method}。`,
    noShortest: '这些长度的编码都不接近精确搜索；更长的编码可以。',
    quickest: (method, time, bytes) =>
      `100 次中有 95 次能找到最近照片的最快搜索是 ${method}：${formatMilliseconds(time)}，每张照片 ${formatCount(Math.round(bytes))} 字节。`,
    labelsNote: 'SDH 从文件夹中学习；其他方法对文件夹一无所知。',
    unchanged: '您的搜索仍按索引状况中的设置，用长编码的 IVFADC 或精确搜索进行。',
    leftOut: (names) => `这些照片不适用而略去：${names}。`,
    withBits: (method, bits) => (bits === null ? method : `${method}（${formatCount(bits)} 位）`),
    names: {
      lsh: '局部敏感哈希（LSH）',
      'pca-hashing': 'PCA 哈希',
      'spectral-hashing': '谱哈希',
      itq: '迭代量化（ITQ）',
      'deep-hashing': '深度哈希（DH）',
      'supervised-deep-hashing': '监督深度哈希（SDH）',
      'hamming-embedding': '汉明嵌入',
      sdc: '对称距离（SDC）',
      adc: '非对称距离（ADC）',
      ivfadc: '倒排 ADC（IVFADC）',
      'fast-scan': '快速扫描',
      'k-d-forest': 'k-d 森林',
      'k-means-tree': 'k-means 树',
      exact: '精确搜索',
    },
    plots: {
      'map-by-bits': {
        title: '按内存：什么排在前面',
        note: 'mAP；树和精确搜索保存完整向量，快速扫描另存字节向量',
        axis: '编码位数',
      },
      'precision-at-n': { title: '前几张中正确的比例', note: '前 N 张的精确率', axis: 'N' },
      'recall-by-bytes': { title: '按内存：找到最近照片', note: '在前十张之中', axis: '内存中每张照片的字节数' },
      'recall-by-time': { title: '按时间：找到最近照片', note: '在前十张之中', axis: '这台电脑上每次搜索的毫秒数' },
      'precision-recall': { title: '精确率与召回率', note: '沿排序结果', axis: '召回率' },
      'two-bits': { title: '相差两位以内的正确比例', note: '查哈希表能找到的', axis: '编码位数' },
    },
    ofBits: (note, bits) => (bits === null ? note : `${note}；${formatCount(bits)} 位`),
    plotSummary: (title, method, value) => `${title}。最高：${method}，100 中 ${value}。`,
    method: '方法',
    ofHundred: '每 100',
    separator: '、',
    figures: '全部数据',
    columns: ['方法', '位数', '平均精度 mAP', 'P@10', 'R@1', 'R@10', 'R@100', '毫秒', '比较的照片', '每张照片字节'],
    wholeVectors: '全部',
    looks: (method, nprobe, candidates) => {
      if (nprobe !== undefined) return `${method}，${formatCount(nprobe)} 个单元`;
      return candidates === undefined ? method : `${method}，查看 ${formatCount(candidates)} 个`;
    },
  },
});
