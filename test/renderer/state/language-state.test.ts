import { describe, expect, test, vi } from 'vitest';
import { LanguageState } from '../../../renderer/state/language-state.ts';
import { languageKey } from '../../../renderer/wording/language.ts';

function storageOf(entries: Record<string, string> = {}) {
  const kept = new Map(Object.entries(entries));
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe('the choice of a language', () => {
  test('is the system’s until the person chooses', () => {
    expect(new LanguageState(storageOf(), vi.fn()).choice).toBe('system');
    expect(new LanguageState(storageOf({ [languageKey]: 'klingon' }), vi.fn()).choice).toBe('system');
  });

  test('is kept, and loads the page anew', () => {
    const storage = storageOf();
    const reload = vi.fn();
    new LanguageState(storage, reload).choose('chinese');
    expect(reload).toHaveBeenCalledOnce();
    expect(new LanguageState(storage, reload).choice).toBe('chinese');
  });

  test('can be given back to the system', () => {
    const storage = storageOf({ [languageKey]: 'english' });
    new LanguageState(storage, vi.fn()).choose('system');
    expect(storage.kept.size).toBe(0);
  });

  test('loads nothing when it is what it was', () => {
    const reload = vi.fn();
    new LanguageState(storageOf({ [languageKey]: 'english' }), reload).choose('english');
    expect(reload).not.toHaveBeenCalled();
  });
});
