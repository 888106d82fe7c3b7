// `duplicates`: looks for copies until all photos were looked at, lists the groups, and with --move what may go to the bin.
import type { CopyKind, KeepRules, LeftReason } from '../../../engine/api/duplicate-schemas.ts';
import { copyKindSchema, keepRulesSchema } from '../../../engine/api/duplicate-schemas.ts';
import type { Engine } from '../../../engine/engine.ts';
import type { Command, CommandCall, CommandResult, ParsedOptions } from '../command.ts';
import { withEngine } from '../command.ts';
import { leftSentence } from '../left-words.ts';
import { toCount, toPath, usage } from '../operands.ts';

type Group = ReturnType<Engine['duplicates']['groups']>['groups'][number];

const MEGABYTE = 2 ** 20;

export const duplicatesCommand: Command = {
  name: 'duplicates',
  operands: '[LIBRARY]',
  summary: 'list exact, resized and changed copies; move what is not kept to the bin, or back',
  options: {
    top: { type: 'string', value: 'N', help: 'groups to list, those with the most bytes first (default 50)' },
    keep: { type: 'string', value: 'RULES', help: 'of largest, oldest, folder, format, such as largest,oldest' },
    prefer: { type: 'string', multiple: true, value: 'DIR', help: 'folder to keep copies in, the first preferred' },
    protect: { type: 'string', multiple: true, value: 'DIR', help: 'folder from which nothing is moved' },
    kind: { type: 'string', multiple: true, value: 'KIND', help: 'what may go: exact, same-picture, near-copy' },
    plan: { type: 'boolean', help: 'say what would be kept and what moved' },
    move: { type: 'boolean', help: "move it to the system's bin" },
    undo: { type: 'string', value: 'BATCH', help: 'put back what was moved together' },
  },
  async run({ operands, options, libraryFolder, signal, progress }: CommandCall): Promise<CommandResult> {
    if (operands.length > 1) throw usage('Name one library, or none.');
    const library = operands[0] === undefined ? libraryFolder : toPath(operands[0]);
    const undo = options.text('undo');
    const batch = undo === undefined ? null : toCount(undo, 'undo', 1e9);
    const limit = toCount(options.text('top') ?? '50', 'top', 500);
    const choice = { kinds: toKinds(options), ...toRules(options) };
    return withEngine({ libraryFolder: library, watch: false, read: batch !== null }, async (engine) => {
      if (batch !== null) return putBack(engine, batch);
      await search(engine, signal, progress);
      if (options.flag('move')) return move(engine, choice, signal, progress);
      return options.flag('plan') ? plan(engine, choice, limit) : list(engine, limit);
    });
  },
};

/** What was on stays on, what was off is off again afterwards: a command asks once. */
async function search(engine: Engine, signal: AbortSignal, progress: (text: string) => void): Promise<void> {
  const { duplicates } = engine;
  const wasOn = duplicates.state().isOn;
  const stop = (): void => duplicates.pause();
  signal.addEventListener('abort', stop, { once: true });
  const timer = setInterval(() => {
    const { doneCount, leftCount } = duplicates.state();
    progress(`Looking for copies: ${doneCount} of ${doneCount + leftCount} photos`);
  }, 250);
  try {
    duplicates.find();
    await duplicates.settled(signal);
    if (!wasOn) duplicates.pause();
  } finally {
    clearInterval(timer);
    signal.removeEventListener('abort', stop);
  }
}

function list(engine: Engine, limit: number): CommandResult {
  const { groups, totalCount, bytes } = engine.duplicates.groups({ limit });
  return {
    summary: { groupCount: totalCount, bytes, groups },
    lines: [
      ...groups.flatMap(groupLines),
      totalCount === 0 ? 'No copies were found.' : `${totalCount} groups; the copies in them take ${megabytes(bytes)}.`,
    ],
  };
}

function groupLines({ photos }: Group): string[] {
  const lines = photos.flatMap(({ photo, relation, files }) =>
    files.map(({ path }, i) => {
      const kind = i > 0 ? 'exact' : relation === null ? '' : relation.kind;
      return `  ${kind.padEnd(12)}  ${photo.width} x ${photo.height}  ${path}`;
    }),
  );
  return ['Copies of one picture', ...lines];
}

function plan(engine: Engine, choice: Choice, limit: number): CommandResult {
  const planned = engine.duplicates.plan(choice, { limit });
  const lines = planned.groups.flatMap(({ kept, moved, staying }) => [
    `keep  ${kept?.path ?? 'all: none is at hand'}`,
    ...moved.map(({ path }) => `move  ${path}`),
    ...staying.map(({ path, reason }) => `stay  ${path} (${reason})`),
  ]);
  const sum = `${planned.moveCount} files would go to the bin: ${megabytes(planned.moveBytes)}.`;
  return { summary: planned, lines: [...lines, sum] };
}

async function move(
  engine: Engine,
  choice: Choice,
  signal: AbortSignal,
  progress: (text: string) => void,
): Promise<CommandResult> {
  const left: { path: string; code: LeftReason['code']; reason: string }[] = [];
  let [batch, movedCount, movedBytes] = [0, 0, 0];
  for await (const { path, reason, sizeBytes, doneCount, totalCount, ...removal } of engine.duplicates.move(
    choice,
    signal,
  )) {
    progress(`Moving to the bin: ${doneCount} of ${totalCount} files`);
    batch = removal.batch;
    if (reason !== null) left.push({ path, code: reason.code, reason: leftSentence(reason) });
    else [movedCount, movedBytes] = [movedCount + 1, movedBytes + sizeBytes];
  }
  const back = movedCount === 0 ? [] : [`\`duplicates --undo ${batch}\` puts them back.`];
  return {
    summary: { batch, movedCount, movedBytes, left },
    lines: [
      ...left.map(({ path, reason }) => `Left where it is: ${path}: ${reason}`),
      `${movedCount} files went to the bin: ${megabytes(movedBytes)}.`,
      ...back,
    ],
    isGood: left.length === 0,
  };
}

async function putBack(engine: Engine, batch: number): Promise<CommandResult> {
  const { restoredCount, ...restored } = await engine.duplicates.undo(batch);
  const left = restored.left.map(({ path, reason }) => ({ path, code: reason.code, reason: leftSentence(reason) }));
  await engine.finishReading();
  return {
    summary: { restoredCount, left },
    lines: [...left.map(({ path, reason }) => `${path}: ${reason}`), `${restoredCount} files are back.`],
    isGood: left.length === 0,
  };
}

interface Choice {
  readonly kinds: CopyKind[];
  readonly rules?: KeepRules;
}

function toKinds(options: ParsedOptions): CopyKind[] {
  const kinds = options.texts('kind');
  if (kinds.length === 0) return ['exact', 'same-picture'];
  return kinds.map((kind) => {
    const parsed = copyKindSchema.safeParse(kind);
    if (!parsed.success) throw usage(`--kind takes exact, same-picture or near-copy, not '${kind}'.`);
    return parsed.data;
  });
}

/** The library's own rules where none are given. */
function toRules(options: ParsedOptions): { rules?: KeepRules } {
  const keep = options.text('keep');
  const folders = options.texts('prefer').map(toPath);
  const protectedFolders = options.texts('protect').map(toPath);
  if (keep === undefined && folders.length + protectedFolders.length === 0) return {};
  const order = keep?.split(',').map((rule) => rule.trim());
  const parsed = keepRulesSchema.safeParse({ ...(order && { order }), folders, protectedFolders });
  if (!parsed.success) throw usage(`--keep takes largest, oldest, folder and format with commas, not '${keep}'.`);
  return { rules: parsed.data };
}

function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(1)} MB`;
}
