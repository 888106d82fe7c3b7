// An engine process without a library, small enough for the Node of old Electron runtimes: it answers over the real channels
// what a page needs to draw itself.
import { ORPCError, os } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { ShellMessage } from '../../../main/hosts/electron/engine-messages.ts';
import { openParent } from '../../../main/hosts/electron/parent.ts';
import { outlinePart, photo, status } from '../../renderer/fake-engine.ts';

const photos = [1, 2, 3].map(photo);
const parent = openParent();
const handler = new RPCHandler({
  library: {
    watch: os.handler(async function* () {
      yield status(photos.length);
      await new Promise(() => undefined); // nothing changes any more
    }),
  },
  photos: {
    outline: os.handler(async function* () {
      yield await Promise.resolve(outlinePart([[new Date(2019, 8, 14).getTime(), photos.map(({ id }) => id)]]));
    }),
    summaries: os.handler(() => photos),
    details: os.handler(() => {
      throw new ORPCError('photo-missing', { message: 'This photo is not in the library any more.' });
    }),
  },
});

parent.onPort = (port) => handler.upgrade(port);
parent.onMessage = (message: ShellMessage) => {
  if (message.kind !== 'request') return;
  const { id, request } = message;
  if (request.kind === 'picture') {
    const bytes = Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><title>${process.pid}</title></svg>`,
    );
    parent.send({ kind: 'answer', id, picture: { status: 200, mimeType: 'image/svg+xml', bytes } });
  } else {
    parent.send({ kind: 'answer', id });
  }
  if (request.kind === 'stop') parent.close();
};
parent.send({ kind: 'ready' });
