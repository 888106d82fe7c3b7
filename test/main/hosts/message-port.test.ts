import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import { router } from '../../../main/engine/api/router.ts';
import { Engine } from '../../../main/engine/engine.ts';
import { describeContract } from './contract.ts';

describeContract('a MessagePort', async (libraryFolder) => {
  const engine = await Engine.open({ libraryFolder });
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(router).upgrade(port1, { context: { engine } });
  port1.start();
  port2.start();
  return {
    client: createORPCClient(new RPCLink({ port: port2 })),
    close: async () => {
      port2.close();
      await engine.stop();
    },
  };
});
