import { expect, test } from 'vitest';
import { AnswerPace } from '../../../../main/engine/search/answer-pace.ts';

test('an automatic search is thorough at first, and as long as its answers are fast', () => {
  const pace = new AnswerPace();
  for (let answer = 0; answer < 100; answer++) {
    expect(pace.isThorough).toBe(true);
    pace.recordThorough(120);
  }
});

test('one slow answer changes nothing, a run of them makes it quick', () => {
  const pace = new AnswerPace();
  pace.recordThorough(400);
  expect(pace.isThorough).toBe(true);
  for (let answer = 0; answer < 10; answer++) pace.recordThorough(400);
  expect(pace.isThorough).toBe(false);
});

test('after a while of quick answers thorough is tried again', () => {
  const pace = new AnswerPace();
  for (let answer = 0; answer < 10; answer++) pace.recordThorough(400);
  for (let answer = 0; answer < 40; answer++) pace.recordQuick();
  expect(pace.isThorough).toBe(true);
});
