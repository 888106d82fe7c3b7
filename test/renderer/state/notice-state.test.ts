import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NoticeState } from '../../../renderer/state/notice-state.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('good news goes after eight seconds, what went wrong stays', () => {
  const notices = new NoticeState();
  notices.show({ tone: 'ok', sentence: 'Done.' });
  vi.advanceTimersByTime(7999);
  expect(notices.current?.sentence).toBe('Done.');
  vi.advanceTimersByTime(1);
  expect(notices.current).toBeNull();
  notices.show({ tone: 'bad', sentence: 'Not done.' });
  vi.advanceTimersByTime(60_000);
  expect(notices.current?.sentence).toBe('Not done.');
});

test('it stays while it is looked at, and a while longer', () => {
  const notices = new NoticeState();
  notices.show({ tone: 'ok', sentence: 'Done.' });
  vi.advanceTimersByTime(5000);
  notices.hold();
  vi.advanceTimersByTime(60_000);
  expect(notices.current).not.toBeNull();
  notices.letGo();
  vi.advanceTimersByTime(7999);
  expect(notices.current).not.toBeNull();
  vi.advanceTimersByTime(1);
  expect(notices.current).toBeNull();
});

test('there is one at a time, and a later one has its own eight seconds', () => {
  const notices = new NoticeState();
  notices.show({ tone: 'ok', sentence: 'First.' });
  vi.advanceTimersByTime(5000);
  notices.show({ tone: 'ok', sentence: 'Second.' });
  vi.advanceTimersByTime(5000);
  expect(notices.current?.sentence).toBe('Second.');
});

test('what it tells of is taken back once', () => {
  const notices = new NoticeState();
  const undo = vi.fn(() => notices.show({ tone: 'ok', sentence: 'Back.' }));
  notices.show({ tone: 'ok', sentence: 'Moved.', undo });
  expect(notices.undo()).toBe(true);
  expect(undo).toHaveBeenCalledOnce();
  expect(notices.current?.sentence).toBe('Back.');
  expect(notices.undo()).toBe(false);
});
