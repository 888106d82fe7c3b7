// `stats`: what is in the library and in its index.
import type { Command, CommandCall, CommandResult } from '../command.ts';
import { withEngine } from '../command.ts';
import { noOperands } from '../operands.ts';
import { offlineLine, replacementLine } from './index-folders.ts';

export const statsCommand: Command = {
  name: 'stats',
  operands: '',
  summary: 'what is in the library and its index',
  options: {},
  async run({ operands, libraryFolder }: CommandCall): Promise<CommandResult> {
    noOperands(operands);
    return withEngine({ libraryFolder, read: false }, (engine) => {
      const { photoCount, searchableCount, failureCount, roots, index, replacement } = engine.status.current();
      const folders = roots.map(({ path, state, photoCount: count }) => ({ path, state, photoCount: count }));
      return Promise.resolve({
        summary: { libraryFolder, photoCount, searchableCount, failureCount, folders, index, replacement },
        lines: [
          `Library  ${libraryFolder}`,
          `Photos   ${photoCount}, of which ${searchableCount} can be searched and ${failureCount} could not be read`,
          `Index    generation ${index.generation} (${index.origin}), ${index.nlist} cells, ${index.m} bytes a code, scanned by ${index.kernels} kernels`,
          ...(replacement ? [`Model    ${replacementLine(replacement)}`] : []),
          ...folders.map(({ path, state, photoCount: count }) => `Folder   ${path}: ${count} photos, ${state}`),
          ...folders.filter(({ state }) => state === 'offline').map(({ path }) => offlineLine(path)),
        ],
      });
    });
  },
};
