import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { HaveAnswer } from '../../../main/engine/api/duplicate-schemas.ts';
import { HaveState } from '../../../renderer/state/have-state.svelte.ts';
import { fakeClient } from '../fake-engine.ts';

// A browser's page: nothing tells it where a file lies.
beforeAll(() => void vi.stubGlobal('window', {}));

const answer = (path: string, kind: HaveAnswer['kind'], facts: Partial<HaveAnswer> = {}): HaveAnswer => ({
  ...{ path, name: path, kind, photo: null, failure: null, sameAs: null, doneCount: 1, totalCount: 4 },
  picture: kind === 'new' && !facts.sameAs ? { id: path, width: 4, height: 3, colour: '#808080' } : null,
  ...facts,
});

const answers = [
  answer('a', 'exact'),
  answer('b', 'new'),
  answer('c', 'new', { sameAs: 'b' }),
  answer('d', 'unreadable', { failure: { code: 'not-a-picture', message: 'no picture' } }),
];

describe('which of these do I have', () => {
  test('counts what is known, what is new, and a file that lies there twice once', async () => {
    const have = new HaveState(
      fakeClient({
        duplicates: {
          have: () =>
            Promise.resolve(
              (async function* () {
                for (const one of answers) yield await Promise.resolve(one);
              })(),
            ),
        } as never,
      }),
    );
    await have.checkPaths(['/card']);
    expect([have.haveCount, have.counts.new, have.counts.twice, have.unreadable.length]).toEqual([1, 1, 1, 1]);
    expect(have.list()).toBe('b');
    expect([have.doneCount, have.totalCount, have.isRunning]).toEqual([4, 4, false]);
  });

  test('hands over contents where no path is known, and names files as the person does', async () => {
    const haveFile = ({ file }: { file: File }) => Promise.resolve(answer(file.name, 'new'));
    const have = new HaveState(fakeClient({ duplicates: { haveFile } }));
    const named = (name: string) => ({ file: new File(['x'], name), path: `DCIM/${name}` });
    await have.takeFiles([named('1.jpg'), named('2.jpg')]);
    expect(have.list().split('\n').sort()).toEqual(['DCIM/1.jpg', 'DCIM/2.jpg']);
  });

  test('keeps what was found until it was stopped, and says why it could not go on', async () => {
    const have = new HaveState(fakeClient({ duplicates: { haveFile: () => Promise.reject(new Error('away')) } }));
    await have.takeFiles([{ file: new File(['x'], '1.jpg'), path: '1.jpg' }]);
    expect(have.failure).not.toBeNull();
    expect(have.isRunning).toBe(false);
  });
});
