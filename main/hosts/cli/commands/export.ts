// `export DIR` and `import DIR`: a whole copy of the library, made and brought back.
import { Engine } from '../../../engine/engine.ts';
import type { Command, CommandCall, CommandResult } from '../command.ts';
import { withEngine } from '../command.ts';
import { onlyOperand, toPath } from '../operands.ts';

export const exportCommand: Command = {
  name: 'export',
  operands: 'DIR',
  summary: 'copy the whole library to a new folder, to keep or to carry to another computer',
  options: {},
  async run({ operands, libraryFolder, progress }: CommandCall): Promise<CommandResult> {
    const folder = toPath(onlyOperand(operands, 'folder for the copy'));
    progress('Copying the library');
    return withEngine({ libraryFolder, read: false }, async (engine) => {
      await engine.exportTo(folder);
      const { photoCount } = engine.status.current();
      return {
        summary: { folder, photoCount },
        lines: [`${photoCount} photos are in the copy. Bring it back with \`likeness import ${folder}\`.`],
      };
    });
  },
};

export const importCommand: Command = {
  name: 'import',
  operands: 'DIR',
  summary: 'make a library, which must not be there yet, out of an exported one',
  options: {},
  async run({ operands, libraryFolder, progress }: CommandCall): Promise<CommandResult> {
    const folder = toPath(onlyOperand(operands, 'folder of an exported library'));
    progress('Copying the library');
    await Engine.import(folder, libraryFolder);
    return withEngine({ libraryFolder, read: false }, (engine) => {
      const { photoCount } = engine.status.current();
      return Promise.resolve({
        summary: { libraryFolder, photoCount },
        lines: [
          `${photoCount} photos are in the library ${libraryFolder}.`,
          'Folders that lie elsewhere on this computer are known again when you add them: `likeness index DIR`.',
        ],
      });
    });
  },
};
