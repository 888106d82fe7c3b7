// The help of all commands and of each, made from what the commands say about themselves.
import type { Command, CommandOption } from './command.ts';

export const sharedOptions: Readonly<Record<string, CommandOption>> = {
  library: { type: 'string', value: 'DIR', help: 'the library folder (else LIKENESS_LIBRARY, else the usual place)' },
  json: { type: 'boolean', help: 'one JSON object on stdout; an error as {"code", "message"}' },
  help: { type: 'boolean', help: 'this help' },
};

const CALL = 'npm run -s likeness --';

export function helpForAll(commands: readonly Command[]): string {
  const rows = commands.map(({ name, operands, summary }) => [`${name} ${operands}`.trim(), summary] as const);
  return [
    'Likeness: find any photo by showing one.',
    '',
    `${CALL} COMMAND [options]`,
    '',
    ...columns(rows),
    '',
    'Every command takes',
    ...columns(optionRows(sharedOptions)),
    '',
    'Exit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped with Ctrl-C.',
  ].join('\n');
}

export function helpFor({ name, operands, summary, options }: Command): string {
  const call = `${CALL} ${name} ${operands}`.trim();
  return [`${call} [options]`, '', `  ${summary}`, '', ...columns(optionRows({ ...options, ...sharedOptions }))].join(
    '\n',
  );
}

function optionRows(options: Readonly<Record<string, CommandOption>>): (readonly [string, string])[] {
  return Object.entries(options).map(([name, { value, help }]) => [`--${name}${value ? ` ${value}` : ''}`, help]);
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}   ${right}`);
}
