// The shell's end of the engine process: start, stop, the few requests of the shell, and the engine's requests to the desktop.
// How the process is run differs by runtime (utility-engine.ts, node-engine.ts); what its death means is lasting-engine.ts's
// matter.
import type { MessagePortMain } from 'electron';
import type { EngineHost } from '../../engine/host.ts';
import { type ErrorCode, LikenessError } from '../../engine/api/errors.ts';
import type {
  EngineMessage,
  HostRequest,
  PictureAnswer,
  ReadingNews,
  ShellMessage,
  ShellRequest,
} from './engine-messages.ts';

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
  /** The library is open. */
  onReady: () => void = () => {};
  /** The engine would not open the library; its process has ended. */
  onRefused: (reason: LikenessError) => void = () => {};
  /** Reading began, went on or ended. */
  onReading: (reading: ReadingNews) => void = () => {};
  /** The process ended without being asked to. */
  onLost: () => void = () => {};
  readonly #run: (events: EngineProcessEvents) => EngineProcess;
  readonly #host: EngineHost;
  readonly #waiting = new Map<number, Waiting>();
  #process: EngineProcess | null = null;
  #nextId = 1;
  #isReady = false;
  #refusal: LikenessError | null = null;
  #ended: (() => void) | null = null;

  constructor(run: (events: EngineProcessEvents) => EngineProcess, host: EngineHost) {
    this.#run = run;
    this.#host = host;
  }

  /** Runs a process; also again, once the one before has ended. */
  start(): void {
    this.#refusal = null;
    this.#process = this.#run({
      onMessage: (message) => this.#receive(message),
      onExit: () => this.#exited(),
    });
  }

  async stop(): Promise<void> {
    const process = this.#process;
    if (process === null) return;
    const ended = new Promise<void>((resolve) => (this.#ended = resolve));
    // One that has not opened its library yet does not listen; whatever it is doing, nothing committed is lost.
    if (!this.#isReady) process.kill();
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
        this.#isReady = true;
        this.onReady();
        break;
      case 'reading':
        this.onReading(message.reading);
        break;
      case 'failed':
        this.#refusal = new LikenessError(message.code as ErrorCode, message.message);
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

  async #callHost({ id, request }: Extract<EngineMessage, { kind: 'host-call' }>): Promise<void> {
    try {
      const path = await askHost(this.#host, request);
      this.#process?.send({ kind: 'host-answer', id, path, trouble: null });
    } catch (thrown) {
      this.#process?.send({ kind: 'host-answer', id, path: null, trouble: String(thrown) });
    }
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #exited(): void {
    this.#process = null;
    this.#isReady = false;
    for (const id of [...this.#waiting.keys()]) this.#settle(id)?.reject(engineAway());
    if (this.#ended !== null) this.#ended();
    else if (this.#refusal !== null) this.onRefused(this.#refusal);
    else this.onLost();
  }
}

async function askHost(host: EngineHost, request: HostRequest): Promise<string | null> {
  switch (request.call) {
    case 'chooseFolder':
      return host.chooseFolder();
    case 'showInFolder':
      await host.showInFolder(request.path);
      return null;
    case 'openFile':
      await host.openFile(request.path);
      return null;
    case 'dragOut':
      await host.dragOut(request.paths, request.icon);
      return null;
  }
}

function engineAway(): LikenessError {
  return new LikenessError('internal', "Likeness's engine ended unexpectedly. Nothing stored is lost; try again.");
}
