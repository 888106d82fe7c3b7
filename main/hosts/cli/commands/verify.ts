// `verify`: holds catalogue, features, codes, thumbnails and files against each other.
import { LikenessError } from '../../../engine/api/errors.ts';
import type { Engine } from '../../../engine/engine.ts';
import type { Command, CommandCall, CommandResult } from '../command.ts';
import { withEngine } from '../command.ts';
import { noOperands } from '../operands.ts';

export const verifyCommand: Command = {
  name: 'verify',
  operands: '',
  summary: 'check the library for faults; exit code 1 when one is left',
  options: { repair: { type: 'boolean', help: 'put right what can be' } },
  async run({ operands, options, libraryFolder, signal, progress }: CommandCall): Promise<CommandResult> {
    noOperands(operands);
    progress('Checking the library');
    if (!options.flag('repair')) return withEngine({ libraryFolder, read: false }, check);
    const open = { libraryFolder, watch: false };
    try {
      return await withEngine(open, (engine) => repair(engine, signal));
    } catch (thrown) {
      if (!(thrown instanceof LikenessError) || thrown.code !== 'codebook-damaged') throw thrown;
      const message = 'The codebooks were damaged; the index is made again from the stored features.';
      return withEngine({ ...open, rebuild: true }, (engine) => repair(engine, signal, [message]));
    }
  },
};

async function check(engine: Engine): Promise<CommandResult> {
  const { photoCount, findings, models } = await engine.verify({ repair: false });
  const isSound = findings.length === 0;
  return {
    summary: { photoCount, isSound, findings, models },
    lines: isSound
      ? [`${photoCount} photos checked: everything is in order.`, ...models]
      : [...findings.map(({ message }) => message), ...models, '`verify --repair` puts right what can be.'],
    isGood: isSound,
  };
}

/** Repairs, reads again what must be read again, and checks once more. */
async function repair(engine: Engine, signal: AbortSignal, before: readonly string[] = []): Promise<CommandResult> {
  const { findings } = await engine.verify({ repair: true });
  await engine.finishReading({ signal });
  const after = await check(engine);
  const repaired = [...before, ...findings.map(({ message }) => message)];
  return {
    ...after,
    summary: { ...after.summary, repaired },
    lines: [...repaired.map((message) => `Repaired: ${message}`), ...after.lines],
  };
}
