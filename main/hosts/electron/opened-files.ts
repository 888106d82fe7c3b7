// Pictures that the system hands to Likeness: 'Open with', files on a command line, a second start. They wait until a page is there.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';

/** The files among a program's arguments; switches and folders are none. @param folder what relative ones start from */
export function filesAmong(args: readonly string[], folder: string): string[] {
  const paths = args.filter((arg) => !arg.startsWith('-')).map((arg) => resolve(folder, arg));
  return paths.filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}

export class OpenedFiles {
  readonly #deliver: (paths: string[]) => boolean;
  #waiting: string[] = [];

  /** @param deliver false when there is no page to show them to yet */
  constructor(deliver: (paths: string[]) => boolean) {
    this.#deliver = deliver;
  }

  add(paths: readonly string[]): void {
    this.#waiting.push(...paths);
    this.tryAgain();
  }

  tryAgain(): void {
    if (this.#waiting.length > 0 && this.#deliver(this.#waiting)) this.#waiting = [];
  }
}
