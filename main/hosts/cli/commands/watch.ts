// `watch`: follows the photo folders without a window, until Ctrl-C; says when it is up to date.
import type { Command, CommandCall } from '../command.ts';
import { withEngine } from '../command.ts';
import { noOperands } from '../operands.ts';
import { readingLine } from './index-folders.ts';

export const watchCommand: Command = {
  name: 'watch',
  operands: '',
  summary: 'follow the photo folders without a window, until Ctrl-C',
  options: {},
  async run({ operands, libraryFolder, signal, progress, announce }: CommandCall): Promise<null> {
    noOperands(operands);
    return withEngine({ libraryFolder }, async (engine) => {
      let told = -1;
      for await (const status of engine.status.watch(signal)) {
        const { photoCount, searchableCount, failureCount, reading, roots } = status;
        if (reading.state !== 'idle') progress(readingLine(status));
        else if (searchableCount !== told) {
          told = searchableCount;
          announce({
            summary: { photoCount, searchableCount, failureCount, folderCount: roots.length },
            lines: [`Up to date: ${searchableCount} photos can be searched. Following ${roots.length} folders.`],
          });
        }
      }
      return null;
    });
  },
};
