// What the index works with, and what a check of the library finds.
import type { FindingCode } from '../../main/engine/api/health-schemas.ts';
import { countOf, formatCount, photoCount } from '../formats.ts';
import { inLanguages } from './in-languages.ts';

const findingsInEnglish: Record<FindingCode, (count: number) => string> = {
  database: () => 'The library file is damaged. Export a copy, or put a backup in its place.',
  'missing-feature': (count) =>
    `${countOf(count, 'photo has', 'photos have')} no description; a repair reads them again.`,
  'damaged-feature': (count) =>
    `The descriptions of ${photoCount(count)} are damaged; a repair reads them again from their files.`,
  'missing-code': (count) => `${countOf(count, 'photo has', 'photos have')} no code; a repair makes them again.`,
  'stray-code': (count) => `${countOf(count, 'code belongs', 'codes belong')} to no photo; a repair removes them.`,
  'damaged-codes': (count) =>
    `${countOf(count, 'block of codes is', 'blocks of codes are')} damaged; a repair makes them again.`,
  generation: () => 'The codebooks are damaged; a repair makes them and all codes again.',
  'damaged-model': () => 'The copy of the model kept with the library is missing or damaged; a repair copies it again.',
  'missing-thumbnail': (count) =>
    `${countOf(count, 'photo has', 'photos have')} no small picture; a repair makes them again.`,
  'stray-thumbnail': (count) =>
    `${countOf(count, 'small picture belongs', 'small pictures belong')} to no photo; a repair removes them.`,
  'photo-without-file': (count) =>
    `${countOf(count, 'photo has', 'photos have')} no file any more; a repair forgets them.`,
  'file-without-photo': (count) =>
    `${countOf(count, 'file counts', 'files count')} as read and have no photo; a repair reads them again.`,
  'file-changed': (count) =>
    `${countOf(count, 'file has', 'files have')} changed or gone since; the next look at their folder follows them.`,
};

const findingsInChinese: Record<FindingCode, (count: number) => string> = {
  database: () => '图库文件已损坏。请导出一份副本，或用备份替换它。',
  'missing-feature': (count) => `${photoCount(count)}没有描述；修复时会重新读取。`,
  'damaged-feature': (count) => `${photoCount(count)}的描述已损坏；修复时会从文件重新读取。`,
  'missing-code': (count) => `${photoCount(count)}没有编码；修复时会重新生成。`,
  'stray-code': (count) => `${formatCount(count)} 个编码不属于任何照片；修复时会移除。`,
  'damaged-codes': (count) => `${formatCount(count)} 个编码块已损坏；修复时会重新生成。`,
  generation: () => '码本已损坏；修复时会重新生成码本和所有编码。',
  'damaged-model': () => '图库中保存的模型副本缺失或损坏；修复时会重新复制。',
  'missing-thumbnail': (count) => `${photoCount(count)}没有小图；修复时会重新生成。`,
  'stray-thumbnail': (count) => `${formatCount(count)} 张小图不属于任何照片；修复时会移除。`,
  'photo-without-file': (count) => `${photoCount(count)}已没有文件；修复时会将其移出图库。`,
  'file-without-photo': (count) => `${formatCount(count)} 个文件标为已读却没有照片；修复时会重新读取。`,
  'file-changed': (count) => `${formatCount(count)} 个文件此后有改动或已不在；下次查看其文件夹时会更新。`,
};

export const libraryCheck = inLanguages({
  english: {
    title: 'What it works with',
    model: 'Model',
    kernels: 'Arithmetic',
    kernelNames: {
      'relaxed SIMD': 'WebAssembly with relaxed SIMD, the fastest',
      SIMD: 'WebAssembly with SIMD',
      TypeScript: 'plain TypeScript, slower: this processor or installation has no faster one',
    },
    origin: 'Codebooks',
    starting: 'the ones that Likeness came with',
    own: (count: number) => `trained on your own photos, when there were ${formatCount(count)}`,
    check: 'Check the library',
    checking: 'Checking…',
    explain:
      'Holds photos, descriptions, codes, small pictures and files against each other. Your photos are only read.',
    sound: (count: number) => `Nothing is wrong with ${photoCount(count)}.`,
    repair: 'Repair',
    repaired: 'Repaired. This was put right, or is being read again now:',
    findings: findingsInEnglish,
  },
  chinese: {
    title: '所用组件',
    model: '模型',
    kernels: '运算',
    kernelNames: {
      'relaxed SIMD': '使用 relaxed SIMD 的 WebAssembly，最快',
      SIMD: '使用 SIMD 的 WebAssembly',
      TypeScript: '纯 TypeScript，较慢：此处理器或安装没有更快的方式',
    },
    origin: '码本',
    starting: 'Likeness 自带',
    own: (count) => `用您的照片训练，当时有 ${photoCount(count)}`,
    check: '检查图库',
    checking: '正在检查…',
    explain: '对照检查照片、描述、编码、小图和文件。只会读取您的照片。',
    sound: (count) => `${photoCount(count)}均无问题。`,
    repair: '修复',
    repaired: '已修复。以下问题已处理，或正在重新读取：',
    findings: findingsInChinese,
  },
});
