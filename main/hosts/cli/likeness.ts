// The command line: finds the command, reads its options, prints what it returns. Each command has a file in commands/.
import { parseArgs } from 'node:util';
import { toLikenessError } from '../../engine/api/errors.ts';
import { libraryFolder } from '../../engine/library-folder.ts';
import { buildKernelsIfPossible } from '../build.ts';
import type { Command, CommandResult, ParsedOptions } from './command.ts';
import { duplicatesCommand } from './commands/duplicates.ts';
import { excludeCommand } from './commands/exclude.ts';
import { exportCommand, importCommand } from './commands/export.ts';
import { failuresCommand } from './commands/failures.ts';
import { haveCommand } from './commands/have.ts';
import { indexCommand } from './commands/index-folders.ts';
import { labCompareCommand } from './commands/lab-compare.ts';
import { labCopiesCommand } from './commands/lab-copies.ts';
import { labLocalCommand } from './commands/lab-local.ts';
import { labPhotosCommand } from './commands/lab-photos.ts';
import { labRecallCommand } from './commands/lab-recall.ts';
import { labSweepCommand } from './commands/lab-sweep.ts';
import { learnFoldersCommand } from './commands/learn-folders.ts';
import { rebuildCommand } from './commands/rebuild.ts';
import { searchCommand } from './commands/search.ts';
import { serveCommand } from './commands/serve.ts';
import { statsCommand } from './commands/stats.ts';
import { verifyCommand } from './commands/verify.ts';
import { watchCommand } from './commands/watch.ts';
import { helpFor, helpForAll, sharedOptions } from './help.ts';
import { toPath, usage } from './operands.ts';
import { print, printError, ProgressLine } from './terminal.ts';

const commands: readonly Command[] = [
  indexCommand,
  searchCommand,
  statsCommand,
  failuresCommand,
  duplicatesCommand,
  haveCommand,
  learnFoldersCommand,
  excludeCommand,
  verifyCommand,
  rebuildCommand,
  exportCommand,
  importCommand,
  serveCommand,
  watchCommand,
  labPhotosCommand,
  labCopiesCommand,
  labLocalCommand,
  labRecallCommand,
  labSweepCommand,
  labCompareCommand,
];

const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** @returns the exit code */
async function main(words: readonly string[]): Promise<number> {
  const wantsJson = words.includes('--json');
  const interrupt = new AbortController();
  process.on('SIGINT', () => stop(interrupt)).on('SIGTERM', () => stop(interrupt));
  try {
    return await dispatch(words, wantsJson, interrupt.signal);
  } catch (thrown) {
    if (interrupt.signal.aborted) return EXIT.interrupted;
    const { code, message } = toLikenessError(thrown);
    if (wantsJson) print(JSON.stringify({ code, message }));
    else printError(message);
    return code === 'usage' ? EXIT.usage : EXIT.failed;
  }
}

/** Once: ends cleanly. Twice: at once. */
function stop(interrupt: AbortController): void {
  if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
  interrupt.abort();
}

async function dispatch(words: readonly string[], wantsJson: boolean, signal: AbortSignal): Promise<number> {
  const command = findCommand(words);
  if (command === null) {
    if (words.length > 0 && !words.includes('--help')) {
      throw usage(`There is no command '${words[0]}'. --help lists them.`);
    }
    print(helpForAll(commands));
    return words.includes('--help') ? EXIT.done : EXIT.usage;
  }
  const { operands, options } = parse(command, words.slice(command.name.split(' ').length));
  if (options.flag('help')) {
    print(helpFor(command));
    return EXIT.done;
  }
  const progress = new ProgressLine(process.stderr, !wantsJson);
  const announce = ({ summary, lines }: CommandResult): void => {
    progress.clear();
    for (const line of wantsJson ? [JSON.stringify(summary)] : lines) print(line);
  };
  try {
    const library = options.text('library');
    if (library === '') throw usage('--library takes a folder.');
    await buildKernelsIfPossible();
    const result = await command.run({
      operands,
      options,
      libraryFolder: libraryFolder(library === undefined ? undefined : toPath(library)),
      signal,
      progress: (text) => progress.show(text),
      announce,
    });
    if (result !== null) announce(result);
    if (signal.aborted) return EXIT.interrupted;
    return result?.isGood === false ? EXIT.failed : EXIT.done;
  } finally {
    progress.clear();
  }
}

function findCommand(words: readonly string[]): Command | null {
  const named = (command: Command): boolean => command.name.split(' ').every((word, i) => words[i] === word);
  return commands.find(named) ?? null;
}

function parse(command: Command, words: string[]): { operands: string[]; options: ParsedOptions } {
  try {
    const { positionals, values } = parseArgs({
      args: joinNegativeNumbers(words),
      options: { ...command.options, ...sharedOptions },
      allowPositionals: true,
    });
    return {
      operands: positionals,
      options: {
        text: (name) => values[name] as string | undefined,
        texts: (name) => (values[name] ?? []) as string[],
        flag: (name) => values[name] === true,
      },
    };
  } catch (thrown) {
    // parseArgs names the option and what is wrong with it.
    throw usage(`${(thrown as Error).message.split(/\.\s/)[0]}. See: ${command.name} --help`);
  }
}

/** `--near -33.9,151.2,5`: parseArgs would take the southern latitude for an option. */
function joinNegativeNumbers(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const previous = joined.at(-1);
    if (/^-\.?\d/.test(word) && previous?.startsWith('--')) joined.splice(-1, 1, `${previous}=${word}`);
    else joined.push(word);
  }
  return joined;
}

process.exitCode = await main(process.argv.slice(2));
