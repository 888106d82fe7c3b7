// `exclude [PATTERN...]`: names and folders that the library leaves out.
import type { Command, CommandCall, CommandResult } from '../command.ts';
import { withEngine } from '../command.ts';

export const excludeCommand: Command = {
  name: 'exclude',
  operands: '[PATTERN...]',
  summary: 'leave out photos and folders by name, or list what is left out',
  options: { remove: { type: 'boolean', help: 'take these patterns away again' } },
  async run({ operands, options, libraryFolder }: CommandCall): Promise<CommandResult> {
    return withEngine({ libraryFolder, read: false }, (engine) => {
      const present = [...engine.exclusions.all()];
      const patterns = options.flag('remove')
        ? present.filter((pattern) => !operands.includes(pattern))
        : [...present, ...operands];
      if (operands.length > 0) engine.exclusions.set(patterns);
      const excluded = engine.exclusions.all();
      const lines = excluded.map((pattern) => `Left out  ${pattern}`);
      if (excluded.length === 0) lines.push('Nothing is left out.');
      if (operands.length > 0) lines.push('It takes effect when the folders are next read: run `likeness watch`.');
      return Promise.resolve({ summary: { excluded }, lines });
    });
  },
};
