import { describe, expect, test } from 'vitest';
import { keepRulesSchema, type RemovalChoice } from '../../../main/engine/api/duplicate-schemas.ts';
import type { CopyCard } from '../../../renderer/state/copy-cards.ts';
import { DuplicatesState } from '../../../renderer/state/duplicates-state.svelte.ts';
import { fakeClient } from '../fake-engine.ts';
import { copy, group, plan } from './copies.ts';

const pair = group(copy(1, null), copy(2, {}));

/** Two copies: what the person did not keep goes, as the engine plans it. */
function open() {
  const asked: RemovalChoice[] = [];
  let apart = false;
  const client = fakeClient({
    duplicates: {
      state: () => Promise.resolve({ isOn: true, isSearching: false, doneCount: 0, leftCount: 0, groupCount: 1, version: apart ? 2 : 1, canUndo: true }), // prettier-ignore
      groups: () =>
        Promise.resolve({
          groups: apart ? [] : [pair],
          nextCursor: null,
          totalCount: apart ? 0 : 1,
          bytes: 200,
          countByKind: { exact: 0, 'same-picture': 1, 'near-copy': 0 },
        }),
      rules: () => Promise.resolve(keepRulesSchema.parse({})),
      setRules: () => Promise.resolve(),
      binned: () => Promise.resolve([]),
      plan: (choice: RemovalChoice) => {
        asked.push(choice);
        const moved = choice.keep?.includes(2) ? [] : [2];
        const sums = { groupCount: 1, moveCount: moved.length, moveBytes: 200 * moved.length, stayCount: 0 };
        return Promise.resolve({ ...sums, groups: choice.groupIds ? [plan(1, moved)] : [] });
      },
      keepApart: () => Promise.resolve(void (apart = true)),
      allowTogether: () => Promise.resolve(void (apart = false)),
    } as never,
  });
  return { duplicates: new DuplicatesState(client), asked };
}

const states = (cards: readonly CopyCard[]) => cards.map(({ state }) => state);

describe('duplicates', () => {
  test('are listed with what will become of them, and the sum of it', async () => {
    const { duplicates } = open();
    await duplicates.reload();
    expect(states(duplicates.shown[0]!.cards)).toEqual(['keep', 'bin']);
    expect(duplicates.plan.sums).toMatchObject({ moveCount: 1, moveBytes: 200 });
  });

  test('are kept by a click, which is a step that can be taken back and again', async () => {
    const { duplicates, asked } = open();
    await duplicates.reload();
    await duplicates.toggle(duplicates.shown[0]!, 2);
    expect(states(duplicates.shown[0]!.cards)).toEqual(['keep', 'keep']);
    expect(asked.at(-1)).toMatchObject({ keep: [1, 2], bin: [] });
    expect(duplicates.plan.sums).toMatchObject({ moveCount: 0, moveBytes: 0 });
    await duplicates.steps.back();
    expect(duplicates.plan.sums).toMatchObject({ moveCount: 1, moveBytes: 200 });
    await duplicates.steps.forward();
    expect(duplicates.plan.sums.moveCount).toBe(0);
  });

  test('that are none go at once, and come back when it is taken back', async () => {
    const { duplicates } = open();
    await duplicates.reload();
    await duplicates.keepApart(duplicates.shown[0]!);
    expect(duplicates.shown).toEqual([]);
    await duplicates.steps.back();
    expect(duplicates.shown).toHaveLength(1);
    duplicates.close();
  });

  test('tell what went wrong instead of an empty list', async () => {
    const client = fakeClient({ duplicates: { groups: () => Promise.reject(new Error('gone')) } });
    const duplicates = new DuplicatesState(client);
    await duplicates.reload();
    expect(duplicates.failure).not.toBeNull();
    expect(duplicates.isLoaded).toBe(false);
  });
});
