import { describe, expect, test } from 'vitest';
import { mostVoted } from '../../../../main/engine/folder-learning/folder-votes.ts';

const voice = (folder: string, distance: number) => ({ folder, distance });

describe('the folders of the nearest photos', () => {
  test('are counted by the ten nearest, most voices first', () => {
    const ranked = [
      ...Array.from({ length: 6 }, (_, i) => voice('coast', i)),
      ...Array.from({ length: 4 }, (_, i) => voice('town', 6 + i)),
      ...Array.from({ length: 30 }, (_, i) => voice('forest', 20 + i)),
    ];
    expect(mostVoted(ranked)).toEqual([
      { folder: 'coast', share: 0.6 },
      { folder: 'town', share: 0.4 },
    ]);
  });

  test('give a voice to every photo that is as near as the tenth', () => {
    const ranked = [
      ...Array.from({ length: 9 }, () => voice('coast', 1)),
      ...Array.from({ length: 3 }, () => voice('town', 2)),
    ];
    expect(mostVoted(ranked).map(({ share }) => share)).toEqual([0.75, 0.25]);
  });

  test('name of equals the one whose voice is nearest, and none without photos', () => {
    expect(mostVoted([voice('b', 1), voice('a', 2)]).map(({ folder }) => folder)).toEqual(['b', 'a']);
    expect(mostVoted([])).toEqual([]);
  });
});
