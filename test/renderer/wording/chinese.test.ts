// That no text is missing is held by the type of inLanguages; here is what the Chinese page says.
import { ORPCError } from '@orpc/client';
import { beforeAll, describe, expect, test } from 'vitest';
import { errorCodes } from '../../../main/engine/api/errors.ts';
import { pageIn, textsIn } from './page-in.ts';

type PageTexts = Awaited<ReturnType<typeof pageIn>>;
let chinese: PageTexts;
let english: PageTexts;

beforeAll(async () => {
  english = await pageIn('en-GB');
  chinese = await pageIn('zh-CN');
});

describe('the Chinese page', () => {
  test('says everything in Chinese but names, units and keys', () => {
    const isForeign = (text: string) => /\p{Script=Latin}{2}/u.test(text) && !/\p{Script=Han}/u.test(text);
    const keysAndNames = ['Likeness', 'Shift', 'Ctrl', 'Alt', 'Esc', 'Enter'];
    const foreign = textsIn(chinese.wording).filter(([, text]) => isForeign(text) && !keysAndNames.includes(text));
    expect(foreign).toEqual([]);
  });

  test('never mixes half-width stops and commas into its sentences', () => {
    for (const [path, text] of textsIn(chinese.wording)) {
      expect(text, path).not.toMatch(/\p{Script=Han}[,.!?;]( |$)|['‘’]|undefined|NaN/u);
    }
  });

  test('begins, finds nothing, and lets go in the words that were agreed', () => {
    const { firstRun, drop, results } = chinese.wording;
    expect(firstRun.titleLines.join('')).toBe('给一张图，找到那张照片。');
    expect(firstRun.promise).toContain('不移动、不改动、不上传任何照片。');
    expect(drop.title).toBe('松开即可查找这张照片');
    expect(results.nothing).toBe('图库里没有与它相像的照片。');
    expect(Object.values(results.kinds).slice(0, 4)).toEqual(['同一张照片', '近似副本', '同一场景', '相似']);
    expect(`${results.coverageStart(60_000)} ${(41_200).toLocaleString('zh')} ${results.coverageRest(60_000)}`).toBe(
      '已搜索 60,000 张中的 41,200 张',
    );
  });

  test('needs no plural', () => {
    const { results, status } = chinese.wording;
    expect(results.early(1)).toBe('目前只有 1 张照片，可能还会有更接近的。');
    expect(results.early(900)).toBe('目前只有 900 张照片，可能还会有更接近的。');
    expect(status.paused(41_200)).toBe('已暂停。可搜索 41,200 张照片。');
  });

  test('tells how long reading takes', () => {
    const { status } = chinese.wording;
    expect([status.rate(46), status.left(420)].join('，')).toBe('每秒 46 张，约剩 7 分钟');
    expect(status.left(20)).toBe('剩余不到 1 分钟');
  });
});

describe('formats', () => {
  const time = new Date(2019, 8, 14, 15, 4).getTime();

  test('follow the language', () => {
    expect(english.formats.formatDate(time)).toBe('14 September 2019');
    expect(chinese.formats.formatDate(time)).toBe('2019年9月14日');
    expect(chinese.formats.formatDay(time)).toBe('2019年9月14日星期六');
    expect(chinese.formats.formatMonth(time)).toBe('2019年9月');
    expect(chinese.formats.formatDuration(7200)).toBe('约 2 小时');
    expect(chinese.formats.photoCount(1204)).toBe('1,204 张照片');
  });

  test('name sizes in the unit that reads best', () => {
    for (const { formats } of [english, chinese]) {
      expect(formats.formatBytes(812_345)).toMatch(/^812\skB$/);
      expect(formats.formatBytes(3_440_000)).toMatch(/^3\.4\sMB$/);
      expect(formats.formatBytes(1_240_000_000)).toMatch(/^1\.2\sGB$/);
    }
  });
});

describe('what went wrong', () => {
  test('is the engine’s sentence in English, and for every code a sentence of its own in Chinese', () => {
    const sentence = 'There is no folder there.';
    const sentences = errorCodes.map((code) => chinese.errorSentence(code, sentence));
    expect(new Set(sentences).size).toBe(errorCodes.length);
    for (const said of sentences) expect(said).toMatch(/^[\p{Script=Han}L].*[。]$/u);
    expect(english.errorSentence('folder-missing', sentence)).toBe(sentence);
    expect(chinese.toFailure(new ORPCError('folder-missing', { message: sentence }))).toEqual({
      code: 'folder-missing',
      sentence: '找不到这个文件夹。请检查名称，或连接它所在的磁盘。',
    });
  });

  test('keeps a code that a later engine may send from being shown in another language', () => {
    expect(chinese.errorSentence('invented-later', 'Something new.')).toBe(chinese.wording.unexpected);
  });
});

describe('why a photo matched', () => {
  test('is said in both languages', () => {
    const cropped = { code: 'cropped', share: 0.623 } as const;
    expect([english.reasonsOf([cropped]), chinese.reasonsOf([cropped])]).toEqual([
      'your picture is 62% of it',
      '您的图片是它的 62%',
    ]);
    expect(english.reasonsOf([{ code: 'rotated-mirrored' }])).toBe('rotated and mirrored');
    expect(chinese.reasonsOf([{ code: 'rotated-mirrored' }, { code: 'small' }])).toBe('旋转并镜像、尺寸较小');
    expect(chinese.reasonsOf([])).toBe('');
  });
});
