// What a command is: its words on the command line, and what it does. Commands return what they found; likeness.ts prints.
import type { EngineOptions } from '../../engine/engine.ts';
import { Engine } from '../../engine/engine.ts';

export interface CommandOption {
  readonly type: 'string' | 'boolean';
  readonly multiple?: true;
  /** What the help shows for the value, as `N` or `DIR`. */
  readonly value?: string;
  readonly help: string;
}

export interface Command {
  /** One or two words: 'search', 'lab photos'. */
  readonly name: string;
  /** What follows the name, as `IMAGE` or `DIR...`. */
  readonly operands: string;
  readonly summary: string;
  readonly options: Readonly<Record<string, CommandOption>>;
  /**
   * @returns null when everything was announced already
   * @throws LikenessError; `usage` for operands and options that make no sense
   */
  run(call: CommandCall): Promise<CommandResult | null>;
}

export interface CommandCall {
  readonly operands: readonly string[];
  readonly options: ParsedOptions;
  readonly libraryFolder: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Shows what is going on, on a terminal only; the next call replaces it. */
  readonly progress: (text: string) => void;
  /** Prints a result at once, for commands that stay until Ctrl-C. */
  readonly announce: (result: CommandResult) => void;
}

export interface CommandResult {
  /** For `--json`. */
  readonly summary: object;
  /** The same for people. */
  readonly lines: readonly string[];
  /** False when the command did its work and the work shows a fault, as `verify` does. */
  readonly isGood?: boolean;
}

export interface ParsedOptions {
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  flag(name: string): boolean;
}

/** Opens the library for as long as `use` takes, and always lets go of it. */
export async function withEngine<T>(options: EngineOptions, use: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await Engine.open(options);
  try {
    return await use(engine);
  } finally {
    await engine.stop();
  }
}
