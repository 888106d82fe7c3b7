// One life of the describing process: started, spoken to, watched, ended. What to do after its death is the describer's matter.
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism, totalmem } from 'node:os';
import { extname, join } from 'node:path';
import { LikenessError } from '../api/errors.ts';
import { type DescribeReply, type DescribeRequest, exitOverMemory } from './describe-protocol.ts';

/** Beside this file, in the sources and in a bundle alike. */
const entry = join(import.meta.dirname, `describe-process${extname(import.meta.filename)}`);

const gigabyte = 2 ** 30;
/** Ten times what a 12-megapixel photo needs; a progressive JPEG of 200 megapixels still fits. */
const memoryLimitBytes = Math.min(2 * gigabyte, Math.max(gigabyte, totalmem() / 4));

export type DeathCause = 'stopped' | 'hung' | 'over-memory';

export interface DescribeChildEvents {
  onReply(reply: DescribeReply): void;
  onDeath(cause: DeathCause): void;
}

export interface DescribeChildOptions {
  resources: string;
  /** Gives way to everything else on the computer. */
  isBackground: boolean;
}

export class DescribeChild {
  private readonly process: ChildProcess;
  private hung = false;

  constructor({ resources, isBackground }: DescribeChildOptions, events: DescribeChildEvents) {
    const priority = isBackground ? 'low' : 'normal';
    this.process = fork(entry, [resources, String(memoryLimitBytes), priority], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
      env: {
        ...process.env,
        ELECTRON_RUN_AS_NODE: '1',
        // One decode a core, and one more so that a query need not wait for a slow file.
        UV_THREADPOOL_SIZE: String(availableParallelism() + 1),
        // glibc otherwise keeps an arena of freed pixels for every thread.
        MALLOC_ARENA_MAX: '2',
      },
    });
    this.process.on('message', (reply) => events.onReply(reply as DescribeReply));
    this.process.on('error', () => undefined); // told by 'exit', or by the failed start below
    this.process.once('exit', (code) => {
      events.onDeath(this.hung ? 'hung' : code === exitOverMemory ? 'over-memory' : 'stopped');
    });
  }

  send(request: DescribeRequest): void {
    if (this.process.connected) this.process.send(request);
  }

  /** Its death is told as 'hung'. */
  killAsHung(): void {
    this.hung = true;
    this.process.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exited = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGKILL');
    await exited;
  }
}

export function deathError(cause: DeathCause): LikenessError {
  switch (cause) {
    case 'over-memory':
      return new LikenessError(
        'picture-too-large',
        'Decoding this picture needs more memory than is sensible; a smaller copy can be read.',
      );
    case 'hung':
      return new LikenessError(
        'decoder-stopped',
        'Decoding this file did not come to an end, so it was stopped; a copy saved as JPEG may be read.',
      );
    case 'stopped':
      return new LikenessError(
        'decoder-stopped',
        'Decoding this file brought the decoder down, most likely because it is damaged: copy it again from its source.',
      );
  }
}
