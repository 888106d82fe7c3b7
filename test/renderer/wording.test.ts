import { ORPCError } from '@orpc/client';
import { describe, expect, test } from 'vitest';
import { closenessRange, matchKinds, wholeCloseness } from '../../renderer/closeness.ts';
import { toFailure } from '../../renderer/failure.ts';
import { formatBytes, formatDuration } from '../../renderer/formats.ts';
import { wording } from '../../renderer/wording.ts';
import { textsIn } from './wording/page-in.ts';

describe('the wording', () => {
  test('is calm: no exclamation mark, no jargon of training, no percent for closeness', () => {
    for (const [path, text] of textsIn(wording)) {
      expect(text, path).not.toMatch(/!|oops|learning|training|% match|artificial/i);
    }
  });

  test('counts in the singular and the plural', () => {
    expect(wording.firstRun.start(1)).toBe('Start with 1 folder');
    expect(wording.firstRun.start(2)).toBe('Start with 2 folders');
    expect(wording.results.early(1)).toMatch(/^Only 1 photo is/);
    expect(wording.results.early(900)).toMatch(/^Only 900 photos are/);
  });

  test('has a word for every kind of match', () => {
    for (const kind of matchKinds) {
      expect(wording.results.kinds[kind]).not.toBe('');
      expect(wording.results.kindOne[kind]).not.toBe('');
    }
  });
});

describe('closeness in writing', () => {
  test('is never rounded up into the next word', () => {
    expect(wholeCloseness(89.97)).toBe(89);
    expect(wholeCloseness(100)).toBe(100);
  });

  test('is a range, or one number where both ends are the same', () => {
    expect(closenessRange([{ closeness: 98.2 }, { closeness: 90 }])).toBe('90–98');
    expect(closenessRange([{ closeness: 98.2 }, { closeness: 98.9 }])).toBe('98');
  });
});

describe('durations and sizes', () => {
  test('are as exact as they can be known', () => {
    expect(formatDuration(20)).toBe('less than a minute');
    expect(formatDuration(60)).toBe('about 1 minute');
    expect(formatDuration(400)).toBe('about 7 minutes');
    expect(formatDuration(7200)).toBe('about 2 hours');
    expect(formatBytes(812_345)).toBe('812 kB');
    expect(formatBytes(10)).toBe('1 kB');
  });
});

describe('a failure', () => {
  test('keeps the code and the sentence of the engine', () => {
    const thrown = new ORPCError('folder-missing', { message: 'There is no such folder.' });
    expect(toFailure(thrown)).toEqual({ code: 'folder-missing', sentence: 'There is no such folder.' });
  });

  test('of any other kind becomes one plain sentence', () => {
    expect(toFailure(new ORPCError('BAD_REQUEST')).sentence).toBe(wording.unexpected);
    expect(toFailure(new Error('socket')).sentence).toBe(wording.unexpected);
  });
});
