// `failures`: the files that could not be read, and why.
import type { Command, CommandCall, CommandResult } from '../command.ts';
import { withEngine } from '../command.ts';
import { noOperands } from '../operands.ts';

export const failuresCommand: Command = {
  name: 'failures',
  operands: '',
  summary: 'the files that could not be read, and why',
  options: {},
  async run({ operands, libraryFolder }: CommandCall): Promise<CommandResult> {
    noOperands(operands);
    return withEngine({ libraryFolder, read: false }, (engine) => {
      const failures = engine.catalogue.failures().map(({ path, code, message }) => ({ path, code, message }));
      const lines = failures.map(({ path, message }) => `${path}: ${message}`);
      return Promise.resolve({
        summary: { failureCount: failures.length, failures },
        lines: lines.length === 0 ? ['Every photo could be read.'] : lines,
      });
    });
  },
};
