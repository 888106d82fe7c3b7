// `verify`: holds catalogue, features, codes, thumbnails and files against each other.
import type { Command, CommandCall, CommandResult } from '../command.ts';
import { withEngine } from '../command.ts';
import { noOperands } from '../operands.ts';

export const verifyCommand: Command = {
  name: 'verify',
  operands: '',
  summary: 'check the library for faults; exit code 1 when one is left',
  options: { repair: { type: 'boolean', help: 'put right what can be' } },
  async run({ operands, options, libraryFolder, progress }: CommandCall): Promise<CommandResult> {
    noOperands(operands);
    const repair = options.flag('repair');
    progress('Checking the library');
    return withEngine({ libraryFolder, read: false }, async (engine) => {
      const verification = await engine.verify({ repair });
      return { summary: verification, lines: [], isGood: true };
    });
  },
};
