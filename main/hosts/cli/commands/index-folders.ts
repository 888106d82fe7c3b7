// `index DIR...`: watches the folders from now on and reads until everything in them is in the index.
import type { LibraryStatus, ModelReplacementState } from '../../../engine/api/library-schemas.ts';
import type { Command, CommandCall, CommandResult } from '../command.ts';
import { withEngine } from '../command.ts';
import { toPath, usage } from '../operands.ts';

export const indexCommand: Command = {
  name: 'index',
  operands: 'DIR...',
  summary: 'add photo folders and read them until done',
  options: {},
  async run({ operands, libraryFolder, signal, progress }: CommandCall): Promise<CommandResult> {
    if (operands.length === 0) throw usage('Name at least one photo folder.');
    return withEngine({ libraryFolder, watch: false }, async (engine) => {
      const started = performance.now();
      for (const operand of operands) await engine.addRoot(toPath(operand));
      await engine.finishReading({ signal, onStatus: (status) => progress(readingLine(status)) });
      const readingSeconds = (performance.now() - started) / 1000;
      progress('Settling the index');
      await engine.index.settle();
      const { photoCount, searchableCount, failureCount, index, roots } = engine.status.current();
      const offline = roots.filter(({ state }) => state === 'offline').map(({ path }) => path);
      const seconds = (performance.now() - started) / 1000;
      return {
        summary: { photoCount, searchableCount, failureCount, readingSeconds, seconds, index, offlineFolders: offline },
        lines: [
          `${searchableCount} photos can be searched, ${failureCount} could not be read; ${seconds.toFixed(1)} s.`,
          ...(failureCount === 0 ? [] : ['`failures` lists those that could not be read, with the reasons.']),
          ...offline.map(offlineLine),
        ],
      };
    });
  },
};

export function readingLine({ reading, failureCount, replacement }: LibraryStatus): string {
  const { doneCount, totalCount, photosPerSecond, secondsLeft, state } = reading;
  if (state === 'scanning') return `Looking for photos: ${totalCount} so far`;
  if (state === 'refreshing') return `Reading dates and places again, ${doneCount} of ${totalCount}`;
  if (state === 'idle' && replacement) return replacementLine(replacement);
  const rate = photosPerSecond === null ? '' : `: ${Math.round(photosPerSecond)} a second`;
  const left = secondsLeft === null ? '' : `, about ${timeLeft(secondsLeft)} left`;
  const failures = failureCount === 0 ? '' : `, ${failureCount} could not be read`;
  return `Reading your photos, ${doneCount} of ${totalCount}${rate}${left}${failures}`;
}

export function replacementLine({ from, to, state, doneCount, totalCount, trouble }: ModelReplacementState): string {
  if (state === 'stopped') return `The model ${to} cannot be used, so ${from} goes on answering: ${trouble}`;
  const done = `${doneCount} of ${totalCount} photos are described by the model ${to}; ${from} answers until all are`;
  return state === 'training' ? `${done}; the new index is being trained` : done;
}

/** An empty folder looks like the mount point of a disk that is not there, so its photos are not forgotten. */
export function offlineLine(path: string): string {
  return `${path} is empty or cannot be reached; its photos are kept. Connect its disk, or remove the folder in the app to forget them.`;
}

function timeLeft(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} minutes`;
}
