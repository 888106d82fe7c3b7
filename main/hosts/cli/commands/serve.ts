// `serve`: the whole app for a browser on this computer, until Ctrl-C.
import { once } from 'node:events';
import { startBrowserHost } from '../../browser/browser-host.ts';
import type { Command, CommandCall } from '../command.ts';
import { noOperands, toCount } from '../operands.ts';

const LARGEST_PORT = 65_535;

export const serveCommand: Command = {
  name: 'serve',
  operands: '',
  summary: 'serve the app to a browser on this computer, until Ctrl-C',
  options: { port: { type: 'string', value: 'N', help: 'the port (a free one)' } },
  async run({ operands, options, libraryFolder, signal, announce }: CommandCall): Promise<null> {
    noOperands(operands);
    const port = options.text('port');
    const host = await startBrowserHost({
      libraryFolder,
      ...(port === undefined ? {} : { port: toCount(port, 'port', LARGEST_PORT) }),
      onNewAddress: (address) => announce({ summary: { address }, lines: [`A fresh address: ${address}`] }),
    });
    try {
      const { address } = host;
      announce({ summary: { address }, lines: [`Likeness is at ${address}`, 'Press Ctrl-C to stop it.'] });
      if (!signal.aborted) await once(signal, 'abort');
    } finally {
      await host.stop();
    }
    return null;
  },
};
