// What went wrong, in the page's language. The engine sends a code and a sentence in English, often with a name or a path in
// it: that sentence stays in English, and every other language has one of its own for each code.
import type { ErrorCode } from '../../main/engine/api/errors.ts';
import { unexpected } from './frame.ts';
import { language } from './language.ts';

const chinese: Readonly<Record<ErrorCode, string>> = {
  usage: '无法这样操作。请检查输入的内容，再试一次。',
  'folder-missing': '找不到这个文件夹。请检查名称，或连接它所在的磁盘。',
  'folder-unreadable': '无法读取这个文件夹。请为自己开放读取权限，或选择其他文件夹。',
  'folder-not-empty': '这个文件夹不是空的。请指定一个尚不存在的文件夹。',
  'folder-overlaps': '这个文件夹与图库中已有的文件夹重叠。请先移除那一个，或选择其他文件夹。',
  'disk-full': '磁盘已满，没有丢失任何内容。请腾出一些空间，然后继续。',
  'library-in-use': '该图库已在另一个 Likeness 中打开。请使用那一个，或先将它关闭。',
  'library-damaged': '图库文件有一部分损坏，您的照片没有受影响。请运行 `likeness verify` 查看损坏的范围。',
  'library-newer': '这个图库由更新版本的 Likeness 写成。请使用那个版本打开。',
  'library-empty': '图库里还没有可搜索的照片。请先添加照片文件夹。',
  'model-damaged': 'Likeness 的模型文件缺失或损坏。请重新安装 Likeness。',
  'codebook-damaged': 'Likeness 的码本文件缺失或损坏。请重新安装 Likeness。',
  'vectors-damaged': '向量文件不完整或前后矛盾。请从来源重新复制。',
  'not-a-picture': 'Likeness 无法读取这张图片。请尝试 JPEG、PNG、HEIC、AVIF、WebP 或 TIFF。',
  'picture-damaged': '图片已损坏，无法解码。请从来源重新复制。',
  'picture-too-large': '图片的像素过多，无法安全解码。',
  'decoder-stopped': '解码这个文件时没有完成，已将其停止。',
  'file-missing': '文件目前不在原处。如果它在其他磁盘上，请先连接该磁盘。',
  'file-unreadable': '无法读取这个文件。请检查它的权限，再试一次。',
  'program-missing': '这台电脑上没有能打开这个文件的程序。请在文件夹中显示它，再从那里选择程序。',
  'photo-missing': '这张照片已不在图库中。',
  'query-missing': '这张图片已不再保留用于搜索。请重新放入。',
  'engine-stopped': 'Likeness 的引擎一分钟内停止了三次。已保存的内容没有丢失，可以重新启动它。',
  cancelled: '操作已取消。',
  internal: unexpected,
};

/** @param sentence the engine's own, in English */
export function errorSentence(code: string, sentence: string): string {
  if (language === 'english') return sentence;
  return isKnown(code) ? chinese[code] : unexpected;
}

/** A code of the engine, not one of what carries its answers; the type above keeps the list complete. */
export const isKnown = (code: string): code is ErrorCode => Object.hasOwn(chinese, code);
