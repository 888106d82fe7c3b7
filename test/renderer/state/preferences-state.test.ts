import { describe, expect, test } from 'vitest';
import { PreferencesState } from '../../../renderer/state/preferences-state.svelte.ts';

function begin() {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const root: { dataset: DOMStringMap } = { dataset: {} };
  return { storage, root, preferences: new PreferencesState(storage, root) };
}

describe('preferences', () => {
  test('let rows fit the window and letter keys work until the person chooses', () => {
    const { preferences, root } = begin();
    expect([preferences.rows, preferences.hasLetterKeys, root.dataset]).toEqual(['fitting', true, {}]);
  });

  test('make rows larger and smaller step by step, and stop at the ends', () => {
    const { preferences, root } = begin();
    preferences.stepRows(1);
    preferences.stepRows(1);
    expect([preferences.rows, root.dataset['rows']]).toEqual(['large', 'large']);
    preferences.stepRows(-1);
    expect(root.dataset['rows']).toBeUndefined();
    preferences.stepRows(-1);
    preferences.stepRows(-1);
    expect(root.dataset['rows']).toBe('small');
  });

  test('are kept', () => {
    const { preferences, storage } = begin();
    preferences.setRows('small');
    preferences.setLetterKeys(false);
    preferences.setHistory(false);
    const root: { dataset: DOMStringMap } = { dataset: {} };
    const next = new PreferencesState(storage, root);
    expect([next.rows, next.hasLetterKeys, next.keepsHistory]).toEqual(['small', false, false]);
    expect(root.dataset['rows']).toBe('small');
  });
});
