import { describe, expect, test } from 'vitest';
import { OwnKeysState } from '../../../renderer/state/own-keys-state.svelte.ts';

function begin(kept: Record<string, string> = {}) {
  const storage = {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => void (kept[key] = value),
  };
  return { kept, storage, keys: new OwnKeysState(storage) };
}

describe('own keys', () => {
  test('mean what they are delivered for until the person chooses, and keys of nobody mean themselves', () => {
    const { keys } = begin();
    expect([keys.meaningOf('f'), keys.printed('f'), keys.isAsDelivered]).toEqual(['f', 'F', true]);
    expect([keys.meaningOf('ü'), keys.takenBy('ü')]).toEqual(['ü', null]);
  });

  test('take the place of the one before, which then means nothing', () => {
    const { keys } = begin();
    keys.choose('f', 'ü');
    expect([keys.meaningOf('ü'), keys.meaningOf('f')]).toEqual(['f', null]);
    expect(keys.pressedChords(['Mod+f', 'f'])).toEqual(['Mod+f', 'ü']);
    expect([keys.printed('f'), keys.named('Find', 'f')]).toEqual(['Ü', 'Find (Ü)']);
  });

  test('can be none, and are printed nowhere then', () => {
    const { keys } = begin();
    keys.choose('f', null);
    expect([keys.meaningOf('f'), keys.printed('f')]).toEqual([null, '']);
    expect([keys.pressedChords(['Mod+f', 'f']), keys.named('Find', 'f')]).toEqual([['Mod+f'], 'Find']);
  });

  test('tell whose a key is, and change places with it', () => {
    const { keys } = begin();
    expect(keys.takenBy('c')).toBe('c');
    keys.swap('f', 'c');
    expect([keys.meaningOf('c'), keys.meaningOf('f')]).toEqual(['f', 'c']);
    keys.swap('f', 'c');
    expect(keys.isAsDelivered).toBe(true);
  });

  test('are kept, and go back to as delivered', () => {
    const { keys, storage } = begin();
    keys.choose('f', 'ü');
    keys.choose('e', null);
    const later = new OwnKeysState(storage);
    expect([later.meaningOf('ü'), later.printed('e')]).toEqual(['f', '']);
    later.reset();
    expect(new OwnKeysState(storage).isAsDelivered).toBe(true);
  });

  test('never make one key do two things, whatever was kept', () => {
    for (const text of ['{"f":"c"}', '{"f":"x","c":"x"}', '[]', '7', '{', '{"nothing":"x"}', '{"f":"Enter"}']) {
      const { keys } = begin({ 'likeness-keys': text });
      expect([keys.meaningOf('f'), keys.meaningOf('c')], text).toEqual(['f', 'c']);
    }
  });
});
