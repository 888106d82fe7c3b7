import { describe, expect, test } from 'vitest';
import { chooseLanguage, chooseLocale } from '../../../renderer/wording/language.ts';

describe('the language of the page', () => {
  test('is the first that the system prefers and Likeness speaks', () => {
    expect(chooseLanguage(null, ['zh-CN', 'en-US'])).toBe('chinese');
    expect(chooseLanguage(null, ['de', 'zh-Hans-SG', 'en'])).toBe('chinese');
    expect(chooseLanguage(null, ['zh'])).toBe('chinese');
    expect(chooseLanguage(null, ['en-GB', 'zh-CN'])).toBe('english');
  });

  test('is English for everyone else, readers of traditional characters among them', () => {
    expect(chooseLanguage(null, ['de', 'fr'])).toBe('english');
    expect(chooseLanguage(null, ['zh-TW', 'zh-Hant'])).toBe('english');
    expect(chooseLanguage(null, [])).toBe('english');
  });

  test('is chosen among what is a language, where the system names something else too', () => {
    expect(chooseLanguage(null, ['en-US@posix'])).toBe('english');
    expect(chooseLanguage(null, ['C', 'zh-CN'])).toBe('chinese');
    expect(chooseLocale('english', ['en-US@posix'])).toBe('en-GB');
  });

  test('is what the person chose before anything else, unless that was never a language of Likeness', () => {
    expect(chooseLanguage('chinese', ['en-US'])).toBe('chinese');
    expect(chooseLanguage('english', ['zh-CN'])).toBe('english');
    expect(chooseLanguage('klingon', ['zh-CN'])).toBe('chinese');
  });
});

describe('dates and numbers', () => {
  test('are written as in the person’s own variety of the language', () => {
    expect(chooseLocale('english', ['de', 'en-US'])).toBe('en-US');
    expect(chooseLocale('chinese', ['en', 'zh-SG'])).toBe('zh-SG');
  });

  test('are written as usual in that language when the system names no variety', () => {
    expect(chooseLocale('english', ['de'])).toBe('en-GB');
    expect(chooseLocale('chinese', ['en-US', 'zh-TW'])).toBe('zh-CN');
  });
});
