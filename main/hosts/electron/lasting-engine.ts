// The engine as the window sees it: one that comes back when its process dies. What is asked meanwhile waits for the next
// process; an engine that dies again and again is left alone until someone asks for it anew.
import type { MessagePortMain } from 'electron';
import { LikenessError } from '../../engine/api/errors.ts';
import type { EngineLink } from './engine-link.ts';
import type { PictureAnswer } from './engine-messages.ts';

const deathLimit = 3;
const deathWindowMs = 60_000;

interface Waiting {
  resolve: () => void;
  reject: (reason: LikenessError) => void;
}

export class LastingEngine {
  /** The engine is there (again). */
  onReady: () => void = () => {};
  /** The engine will not come back by itself: it refused its library, or died too often. */
  onGone: (reason: LikenessError) => void = () => {};
  readonly #link: EngineLink;
  #state: 'coming' | 'there' | 'gone' | 'stopped' = 'gone';
  #reason: LikenessError | null = null;
  /** Counts the processes, so that a request can tell that its own has died. */
  #life = 0;
  #deaths: number[] = [];
  #waiting: Waiting[] = [];

  constructor(link: EngineLink) {
    this.#link = link;
    link.onReady = () => this.#arrived();
    link.onRefused = (reason) => this.#leave(reason);
    link.onLost = () => this.#died();
  }

  get isThere(): boolean {
    return this.#state === 'there';
  }

  /** Does nothing while the engine is there or on its way; forgets earlier deaths otherwise. */
  start(): void {
    if (this.#state !== 'gone') return;
    this.#deaths = [];
    this.#run();
  }

  async stop(): Promise<void> {
    this.#state = 'stopped';
    await this.#link.stop();
  }

  /** Hands the engine its end of a page's port; only while it is there. */
  connect(port: MessagePortMain): void {
    this.#link.connect(port);
  }

  picture(path: string): Promise<PictureAnswer> {
    return this.#ask(() => this.#link.picture(path));
  }

  /** Asks once more when the engine died over it; a second death is told, for the question may be the cause. */
  async #ask<Answer>(send: () => Promise<Answer>): Promise<Answer> {
    await this.#arrival();
    const life = this.#life;
    try {
      return await send();
    } catch (thrown) {
      if (life === this.#life && this.isThere) throw thrown;
      await this.#arrival();
      return send();
    }
  }

  async #arrival(): Promise<void> {
    if (this.#state === 'there') return;
    if (this.#state !== 'coming') throw this.#reason ?? stopped();
    await new Promise<void>((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  #run(): void {
    this.#state = 'coming';
    this.#life++;
    this.#link.start();
  }

  #arrived(): void {
    if (this.#state !== 'coming') return; // asked to stop on its way
    this.#state = 'there';
    for (const { resolve } of this.#waiting.splice(0)) resolve();
    this.onReady();
  }

  #died(): void {
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((death) => now - death < deathWindowMs), now];
    if (this.#deaths.length < deathLimit) this.#run();
    else this.#leave(diedTooOften());
  }

  #leave(reason: LikenessError): void {
    this.#state = 'gone';
    this.#reason = reason;
    for (const { reject } of this.#waiting.splice(0)) reject(reason);
    this.onGone(reason);
  }
}

function diedTooOften(): LikenessError {
  return new LikenessError(
    'engine-stopped',
    "Likeness's engine ended three times within a minute. Nothing stored is lost, and it can be started again.",
  );
}

function stopped(): LikenessError {
  return new LikenessError('cancelled', 'Likeness is closing.');
}
