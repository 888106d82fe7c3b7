// The shell's end of the engine process: start, stop, the few requests of the shell, and the engine's requests to the desktop.
// How the process is run differs by runtime (utility-engine.ts, node-engine.ts).
import type { MessagePortMain } from 'electron';
import type { EngineHost } from '../../engine/host.ts';
import { type ErrorCode, LikenessError } from '../../engine/api/errors.ts';
import type { EngineMessage, PictureAnswer, ShellMessage, ShellRequest } from './engine-messages.ts';

/** An engine process, whichever way it runs. */
export interface EngineProcess {
  send(message: ShellMessage): void;
  /** Hands the engine its end of a page's port. */
  connect(port: MessagePortMain): void;
  kill(): void;
}

export interface EngineProcessEvents {
  onMessage(message: EngineMessage): void;
  onExit(): void;
}

type Answer = PictureAnswer | undefined;

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: LikenessError): void;
}

/** Long enough to finish the photo in hand and to close the database. */
const stopLimitMs = 10_000;

export class EngineLink {
  /** Called when the engine ended without being asked to. */
  onLost: () => void = () => {};
  readonly #run: (events: EngineProcessEvents) => EngineProcess;
  readonly #host: EngineHost;
  readonly #waiting = new Map<number, Waiting>();
  #process: EngineProcess | null = null;
  #nextId = 1;
  #started: { resolve(): void; reject(error: LikenessError): void } | null = null;
  #ended: (() => void) | null = null;

  constructor(run: (events: EngineProcessEvents) => EngineProcess, host: EngineHost) {
    this.#run = run;
    this.#host = host;
  }

  /** @throws LikenessError with the code the engine gave for not opening the library */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#started = { resolve, reject };
      this.#process = this.#run({
        onMessage: (message) => this.#receive(message),
        onExit: () => this.#exited(),
      });
    });
  }

  async stop(): Promise<void> {
    const process = this.#process;
    if (process === null) return;
    const ended = new Promise<void>((resolve) => (this.#ended = resolve));
    const limit = setTimeout(() => process.kill(), stopLimitMs);
    this.#send({ kind: 'stop' }).catch(() => {}); // it may be gone already; what counts is its end
    await ended;
    clearTimeout(limit);
  }

  connect(port: MessagePortMain): void {
    this.#process?.connect(port);
  }

  async picture(path: string): Promise<PictureAnswer> {
    return (await this.#send({ kind: 'picture', path })) as PictureAnswer;
  }

  async addRoot(path: string): Promise<void> {
    await this.#send({ kind: 'add-root', path });
  }

  #send(request: ShellRequest): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#process === null) return reject(engineAway());
      const id = this.#nextId++;
      this.#waiting.set(id, { resolve, reject });
      this.#process.send({ kind: 'request', id, request });
    });
  }

  #receive(message: EngineMessage): void {
    switch (message.kind) {
      case 'ready':
        this.#started?.resolve();
        this.#started = null;
        break;
      case 'failed':
        this.#started?.reject(new LikenessError(message.code as ErrorCode, message.message));
        this.#started = null;
        break;
      case 'answer':
        this.#settle(message.id)?.resolve(message.picture);
        break;
      case 'refusal':
        this.#settle(message.id)?.reject(new LikenessError(message.code as ErrorCode, message.message));
        break;
      case 'host-call':
        void this.#callHost(message);
        break;
    }
  }

  async #callHost({ id, call, path }: Extract<EngineMessage, { kind: 'host-call' }>): Promise<void> {
    const chosen = call === 'chooseFolder' ? await this.#host.chooseFolder() : null;
    if (call === 'showInFolder') await this.#host.showInFolder(path);
    this.#process?.send({ kind: 'host-answer', id, path: chosen });
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #exited(): void {
    this.#process = null;
    for (const id of [...this.#waiting.keys()]) this.#settle(id)?.reject(engineAway());
    if (this.#started !== null) {
      this.#started.reject(engineAway());
      this.#started = null;
    } else if (this.#ended !== null) this.#ended();
    else this.onLost();
  }
}

function engineAway(): LikenessError {
  return new LikenessError(
    'internal',
    "Likeness's engine ended unexpectedly. Nothing stored is lost; start Likeness again.",
  );
}
