import { describe, expect, test, vi } from 'vitest';
import type { FolderLearningState as Learning } from '../../../main/engine/api/folder-learning-schemas.ts';
import { FolderLearningState } from '../../../renderer/state/folder-learning-state.svelte.ts';
import { fakeClient } from '../fake-engine.ts';

const nothingLearned: Learning = { lesson: null, progress: null, folderCount: 3, fewestFolders: 2, fewestPhotos: 8 };
const lesson: NonNullable<Learning['lesson']> = {
  ...{ learnedAt: 0, folderCount: 3, photoCount: 100, heldBackCount: 25, isUseful: true },
  ...{ learned: { namedFirst: 0.9, precision: 0.8 }, unlearned: { namedFirst: 0.8, precision: 0.6 } },
};

/** An engine that learns in two steps. */
function engine(first: Learning) {
  const served = { learning: first, learnCount: 0 };
  const client = fakeClient({
    folderLearning: {
      state: () => Promise.resolve(served.learning),
      learn: () => {
        served.learnCount++;
        const steps = async function* () {
          yield { progress: 0.5 };
          await Promise.resolve();
          served.learning = { ...served.learning, lesson, progress: null };
        };
        return Promise.resolve(steps());
      },
      forget: () => {
        served.learning = { ...served.learning, lesson: null };
        return Promise.resolve();
      },
    } as never,
  });
  return { served, folders: new FolderLearningState(client) };
}

describe('what the folders teach', () => {
  test('is learned when the person asks for it, and shown with what it was worth', async () => {
    const { folders, served } = engine(nothingLearned);
    await folders.open();
    expect(folders.canLearn).toBe(true);
    expect(served.learnCount).toBe(0);
    const learning = folders.learn();
    await vi.waitFor(() => expect(folders.progress).not.toBeNull());
    await learning;
    expect(folders.progress).toBeNull();
    expect(folders.learning?.lesson).toEqual(lesson);
    await folders.forget();
    expect(folders.learning?.lesson).toBeNull();
  });

  test('joins a learning that runs already', async () => {
    const { folders, served } = engine({ ...nothingLearned, progress: 0.3 });
    await folders.open();
    expect(served.learnCount).toBe(1);
    expect(folders.learning?.lesson).toEqual(lesson);
  });

  test('is not offered with too few folders, and says what failed', async () => {
    const few = engine({ ...nothingLearned, folderCount: 1 });
    await few.folders.open();
    expect(few.folders.canLearn).toBe(false);
    const failing = new FolderLearningState(
      fakeClient({ folderLearning: { state: () => Promise.reject(new Error('gone')) } }),
    );
    await failing.open();
    expect(failing.failure).not.toBeNull();
  });
});
