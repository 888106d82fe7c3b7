import { describe, expect, it, vi } from 'vitest';
import { plainHost } from '../../../../main/engine/host.ts';
import { EngineLink, type EngineProcessEvents } from '../../../../main/hosts/electron/engine-link.ts';
import type { ShellMessage } from '../../../../main/hosts/electron/engine-messages.ts';

/** An engine process that says nothing by itself. */
function openLink(host = plainHost): { link: EngineLink; events: EngineProcessEvents; sent: ShellMessage[] } {
  const sent: ShellMessage[] = [];
  let events: EngineProcessEvents | undefined;
  const link = new EngineLink((given) => {
    events = given;
    return { send: (message) => void sent.push(message), connect: () => {}, kill: () => given.onExit() };
  }, host);
  link.start();
  if (events === undefined) throw new Error('the link did not run the process');
  return { link, events, sent };
}

describe('the link to the engine process', () => {
  it('tells why the engine refused, once its process has ended', () => {
    const { link, events } = openLink();
    link.onRefused = vi.fn();
    link.onLost = vi.fn();
    events.onMessage({ kind: 'failed', code: 'library-in-use', message: 'It is open elsewhere.' });
    expect(link.onRefused).not.toHaveBeenCalled();
    events.onExit();
    expect(link.onRefused).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ code: 'library-in-use', message: 'It is open elsewhere.' }),
    );
    expect(link.onLost).not.toHaveBeenCalled();
  });

  it('gives each answer to its own question', async () => {
    const { link, events } = openLink();
    events.onMessage({ kind: 'ready' });
    const pictures = [link.picture('/photos/1/thumbnail'), link.picture('/photos/2/thumbnail')];
    const picture = (status: number) => ({ status, mimeType: 'image/jpeg', bytes: new Uint8Array() });
    events.onMessage({ kind: 'answer', id: 2, picture: picture(404) });
    events.onMessage({ kind: 'answer', id: 1, picture: picture(200) });
    expect((await Promise.all(pictures)).map(({ status }) => status)).toEqual([200, 404]);
  });

  it('refuses what is still open when the engine ends, and says that it was lost', async () => {
    const { link, events } = openLink();
    link.onLost = vi.fn();
    events.onMessage({ kind: 'ready' });
    const picture = link.picture('/photos/1/thumbnail');
    events.onExit();
    await expect(picture).rejects.toMatchObject({ code: 'internal' });
    await expect(link.picture('/photos/2/thumbnail')).rejects.toMatchObject({ code: 'internal' });
    expect(link.onLost).toHaveBeenCalledOnce();
  });

  it('waits for the engine to end when it stops it, and does not call that a loss', async () => {
    const { link, events, sent } = openLink();
    link.onLost = vi.fn();
    events.onMessage({ kind: 'ready' });
    const stopped = link.stop();
    expect(sent).toEqual([{ kind: 'request', id: 1, request: { kind: 'stop' } }]);
    events.onExit();
    await stopped;
    expect(link.onLost).not.toHaveBeenCalled();
  });

  it('ends an engine at once that has not opened its library yet', async () => {
    const { link } = openLink();
    link.onLost = vi.fn();
    await link.stop();
    expect(link.onLost).not.toHaveBeenCalled();
  });

  it("answers the engine's question with what the person chose", async () => {
    const { events, sent } = openLink({ ...plainHost, chooseFolder: () => Promise.resolve('/photos') });
    events.onMessage({ kind: 'host-call', id: 7, request: { call: 'chooseFolder' } });
    await vi.waitFor(() => expect(sent).toEqual([{ kind: 'host-answer', id: 7, path: '/photos', trouble: null }]));
  });

  it('tells the engine when the desktop could not do what it asked for', async () => {
    const openFile = () => Promise.reject(new Error('no program'));
    const { events, sent } = openLink({ ...plainHost, openFile });
    events.onMessage({ kind: 'host-call', id: 8, request: { call: 'openFile', path: '/photos/a.jpg' } });
    const answer = { kind: 'host-answer', id: 8, path: null, trouble: expect.stringContaining('no program') as string };
    await vi.waitFor(() => expect(sent).toEqual([answer]));
  });
});
