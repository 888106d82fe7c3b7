import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { startBrowserHost } from '../../../../main/hosts/browser/browser-host.ts';
import { describeContract } from '../contract.ts';
import { enter, openSocket } from './session-visitor.ts';

describeContract('a WebSocket of the browser host', async (libraryFolder) => {
  const host = await startBrowserHost({ libraryFolder });
  const cookie = await enter(host.address);
  const socket = await openSocket(host.address, { cookie, origin: new URL(host.address).origin });
  return {
    client: createORPCClient(new RPCLink({ websocket: socket as unknown as WebSocket })),
    close: async () => {
      socket.close();
      await host.stop();
    },
  };
});
