// The two channels of a command: one line of progress that rewrites itself on a terminal, and lines or one JSON object.
const REDRAW_MS = 100;
const CLEAR_LINE = '\r\u001b[K';

/** Writes to stderr, and only when that is a terminal: a log or a pipe gets no half lines. */
export class ProgressLine {
  private readonly stream: NodeJS.WriteStream;
  private readonly isShown: boolean;
  private drawnAt = 0;
  private isDrawn = false;

  constructor(stream: NodeJS.WriteStream, isWanted: boolean) {
    this.stream = stream;
    this.isShown = isWanted && stream.isTTY;
  }

  show(text: string): void {
    const now = performance.now();
    if (!this.isShown || now - this.drawnAt < REDRAW_MS) return;
    this.drawnAt = now;
    this.isDrawn = true;
    this.stream.write(CLEAR_LINE + text.slice(0, Math.max(10, this.stream.columns - 1)));
  }

  clear(): void {
    if (this.isDrawn) this.stream.write(CLEAR_LINE);
    this.isDrawn = false;
    this.drawnAt = 0;
  }
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function printError(line: string): void {
  process.stderr.write(`${line}\n`);
}
