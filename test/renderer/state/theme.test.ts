import { describe, expect, test } from 'vitest';
import { ThemeState } from '../../../renderer/state/theme.svelte.ts';

function storageOf(entries: Record<string, string> = {}) {
  const kept = new Map(Object.entries(entries));
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

describe('the theme', () => {
  test('follows the system until the person chooses', () => {
    const root: { dataset: DOMStringMap } = { dataset: {} };
    const theme = new ThemeState(storageOf(), root);
    expect(theme.current).toBe('system');
    expect(root.dataset).toEqual({});
  });

  test('goes round, and is kept', () => {
    const root: { dataset: DOMStringMap } = { dataset: {} };
    const storage = storageOf();
    const theme = new ThemeState(storage, root);
    theme.next();
    expect([theme.current, root.dataset['theme']]).toEqual(['light', 'light']);
    theme.next();
    expect(new ThemeState(storage, { dataset: {} }).current).toBe('dark');
    theme.next();
    expect(root.dataset).toEqual({});
  });
});
