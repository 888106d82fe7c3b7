// FAISS in a process beside, asked for one measurement at a time, so that both sides take turns.
import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Interface } from 'node:readline';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

export class FaissProcess {
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly answers: AsyncIterator<string, undefined>;
  private readonly lines: Interface;

  /**
   * @param python path of a Python interpreter that has faiss and numpy
   * @param script in this folder; it answers each line with a line
   */
  constructor(python: string, script = 'faiss_kernels.py') {
    const env = { ...process.env };
    // A core type that OpenBLAS is told, rather than finds, would slow FAISS's training down.
    delete env['OPENBLAS_CORETYPE'];
    delete env['OPENBLAS_L2_SIZE'];
    this.child = spawn(python, [join(import.meta.dirname, script)], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.lines = createInterface(this.child.stdout);
    this.answers = this.lines[Symbol.asyncIterator]();
  }

  /** Seconds that FAISS takes for the named work. @throws Error when the process has ended */
  async seconds(work: string): Promise<number> {
    return Number(await this.answerTo(work));
  }

  /** For scripts that take and give JSON. @throws Error when the process has ended */
  async ask<Answer>(request: object): Promise<Answer> {
    return JSON.parse(await this.answerTo(JSON.stringify(request))) as Answer;
  }

  stop(): void {
    this.child.stdin.end();
    this.lines.close();
  }
  private async answerTo(line: string): Promise<string> {
    this.child.stdin.write(`${line}\n`);
    const { value } = await this.answers.next();
    if (value === undefined) throw new Error(`FAISS gave no answer to ${line}: see the lines above.`);
    return value;
  }
}
