// `rebuild`: makes the whole index again from the stored features; the way out of damaged codebooks.
import type { Command, CommandCall, CommandResult } from '../command.ts';
import { withEngine } from '../command.ts';
import { noOperands } from '../operands.ts';

export const rebuildCommand: Command = {
  name: 'rebuild',
  operands: '',
  summary: 'make the index again from what was read of the photos',
  options: {},
  async run({ operands, libraryFolder, progress }: CommandCall): Promise<CommandResult> {
    noOperands(operands);
    progress('Making the index again');
    return withEngine({ libraryFolder, read: false, rebuild: true }, async (engine) => {
      await engine.index.settle();
      const { searchableCount, index } = engine.status.current();
      return {
        summary: { searchableCount, index },
        lines: [`The index is made again; ${searchableCount} photos can be searched.`],
      };
    });
  },
};
