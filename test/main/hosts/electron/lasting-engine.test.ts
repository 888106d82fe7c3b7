import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { plainHost } from '../../../../main/engine/host.ts';
import { EngineLink, type EngineProcessEvents } from '../../../../main/hosts/electron/engine-link.ts';
import type { PictureAnswer, ShellMessage } from '../../../../main/hosts/electron/engine-messages.ts';
import { LastingEngine } from '../../../../main/hosts/electron/lasting-engine.ts';

interface Life {
  events: EngineProcessEvents;
  sent: ShellMessage[];
}

/** Every process that the engine is given says nothing by itself; the test is told of each. */
function startEngine(): { engine: LastingEngine; lives: Life[]; latest: () => Life } {
  const lives: Life[] = [];
  const link = new EngineLink((events) => {
    const sent: ShellMessage[] = [];
    lives.push({ events, sent });
    return { send: (message) => void sent.push(message), connect: () => {}, kill: () => events.onExit() };
  }, plainHost);
  const engine = new LastingEngine(link);
  engine.onReady = vi.fn();
  engine.onGone = vi.fn();
  engine.start();
  return { engine, lives, latest: () => lives.at(-1) as Life };
}

const picture: PictureAnswer = { status: 200, mimeType: 'image/jpeg', bytes: new Uint8Array() };

function answerAll({ events, sent }: Life): void {
  for (const message of sent) {
    if (message.kind === 'request') events.onMessage({ kind: 'answer', id: message.id, picture });
  }
}

describe('an engine that outlives its process', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is started again when its process dies', () => {
    const { engine, lives, latest } = startEngine();
    latest().events.onMessage({ kind: 'ready' });
    latest().events.onExit();
    expect(engine.isThere).toBe(false);
    expect(lives).toHaveLength(2);
    latest().events.onMessage({ kind: 'ready' });
    expect(engine.isThere).toBe(true);
    expect(engine.onReady).toHaveBeenCalledTimes(2);
    expect(engine.onGone).not.toHaveBeenCalled();
  });

  it('answers what was asked before, over and after the death', async () => {
    const { engine, latest } = startEngine();
    const early = engine.picture('/photos/1/thumbnail');
    latest().events.onMessage({ kind: 'ready' });
    await vi.waitFor(() => expect(latest().sent).toHaveLength(1));
    latest().events.onExit();
    const away = engine.picture('/photos/2/thumbnail');
    latest().events.onMessage({ kind: 'ready' });
    await vi.waitFor(() => expect(latest().sent).toHaveLength(2));
    answerAll(latest());
    expect(await Promise.all([early, away])).toEqual([picture, picture]);
  });

  it('does not ask a third time what the engine died over twice', async () => {
    const { engine, lives, latest } = startEngine();
    latest().events.onMessage({ kind: 'ready' });
    const deadly = engine.picture('/photos/1/thumbnail');
    const refused = expect(deadly).rejects.toMatchObject({ code: 'internal' });
    for (let death = 1; death <= 2; death++) {
      await vi.waitFor(() => expect(latest().sent).toHaveLength(1));
      latest().events.onExit();
      latest().events.onMessage({ kind: 'ready' });
    }
    await refused;
    expect(lives).toHaveLength(3);
    expect(latest().sent).toEqual([]);
  });

  it('is left alone after three deaths within a minute, until it is asked for anew', async () => {
    const { engine, lives, latest } = startEngine();
    const waiting = expect(engine.picture('/photos/1/thumbnail')).rejects.toThrow('three times within a minute');
    for (let death = 1; death <= 3; death++) latest().events.onExit();
    await waiting;
    expect(lives).toHaveLength(3);
    expect(engine.onGone).toHaveBeenCalledOnce();
    await expect(engine.picture('/photos/1/thumbnail')).rejects.toThrow('three times within a minute');
    engine.start();
    latest().events.onMessage({ kind: 'ready' });
    expect(engine.isThere).toBe(true);
  });

  it('forgives deaths that lie more than a minute apart', () => {
    const { engine, lives, latest } = startEngine();
    for (let death = 1; death <= 5; death++) {
      latest().events.onMessage({ kind: 'ready' });
      vi.advanceTimersByTime(40_000);
      latest().events.onExit();
    }
    expect(lives).toHaveLength(6);
    expect(engine.onGone).not.toHaveBeenCalled();
  });

  it('is not started again when it refuses its library', () => {
    const { engine, lives, latest } = startEngine();
    latest().events.onMessage({ kind: 'failed', code: 'library-damaged', message: 'It is damaged.' });
    latest().events.onExit();
    expect(lives).toHaveLength(1);
    expect(engine.onGone).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'library-damaged' }));
  });

  it('stays ended when it was stopped', async () => {
    const { engine, lives, latest } = startEngine();
    latest().events.onMessage({ kind: 'ready' });
    const stopped = engine.stop();
    latest().events.onExit();
    await stopped;
    expect(lives).toHaveLength(1);
    await expect(engine.picture('/photos/1/thumbnail')).rejects.toMatchObject({ code: 'cancelled' });
  });
});
