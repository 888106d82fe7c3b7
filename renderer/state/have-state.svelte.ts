// 'Which of these do I already have?': files held against the library one after the other, and what came of it so far.
import type { HaveAnswer } from '../../main/engine/api/duplicate-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { toFailure, type Failure } from '../failure.ts';
import { pathOfDropped } from '../input/dropped-path.ts';
import { type NamedFile, picturesIn } from '../input/folder-files.ts';
import type { Offer } from '../input/offer.ts';

type Counted = Record<HaveAnswer['kind'] | 'twice', number>;
export type NewFile = HaveAnswer & { picture: NonNullable<HaveAnswer['picture']> };

const none: Counted = { exact: 0, 'same-picture': 0, 'near-copy': 0, new: 0, unreadable: 0, twice: 0 };
/** Files on the way to the engine at a time. */
const filesAtOnce = 3;
/** Answers come faster than a screen is drawn. */
const shownEvery = 100;

export class HaveState {
  isRunning = $state(false);
  doneCount = $state(0);
  /** Null while it is still looked what there is. */
  totalCount: number | null = $state(null);
  counts: Counted = $state.raw(none);
  fresh: readonly NewFile[] = $state.raw([]);
  unreadable: readonly HaveAnswer[] = $state.raw([]);
  failure: Failure | null = $state.raw(null);

  readonly haveCount = $derived.by(() => this.counts.exact + this.counts['same-picture'] + this.counts['near-copy']);

  private readonly client: EngineClient;
  private running = new AbortController();
  private answers: HaveAnswer[] = [];
  private drawing: ReturnType<typeof setTimeout> | undefined;

  constructor(client: EngineClient) {
    this.client = client;
  }

  /** Where a path is known the engine reads the files itself; else their contents are handed to it. */
  take(offer: Offer): Promise<void> {
    if (offer.kind === 'path') return this.checkPaths([offer.path]);
    if (offer.kind === 'pictures') return this.takeFiles(offer.files.map((file) => ({ file, path: file.name })));
    if (offer.kind !== 'folder') return Promise.resolve();
    const path = offer.file === null ? null : pathOfDropped(offer.file);
    if (path !== null) return this.checkPaths([path]);
    const { entry } = offer;
    return entry === null ? Promise.resolve() : this.run((signal) => this.byContent(() => picturesIn(entry), signal));
  }

  /** By the system's own dialog. @param onchosen called when there is something to check */
  async choose(onchosen: () => void): Promise<void> {
    const path = await this.client.roots.choose({}).catch(() => null);
    if (path === null) return;
    onchosen();
    await this.checkPaths([path]);
  }

  takeFiles(files: readonly NamedFile[]): Promise<void> {
    const paths = files.map(({ file }) => pathOfDropped(file)).filter((path) => path !== null);
    if (paths.length === files.length && paths.length > 0) return this.checkPaths(paths);
    return this.run((signal) => this.byContent(() => Promise.resolve(files), signal));
  }

  checkPaths(paths: string[]): Promise<void> {
    return this.run(async (signal) => {
      for await (const answer of await this.client.duplicates.have({ paths }, { signal })) {
        this.totalCount = answer.totalCount;
        this.add(answer);
      }
      this.totalCount ??= 0;
    });
  }

  /** What was found until now stays on the screen. */
  stop(): void {
    this.running.abort();
  }

  /** New files that are counted, one a line. */
  list(): string {
    return this.fresh.map(({ path }) => path).join('\n');
  }

  private async byContent(list: () => Promise<readonly NamedFile[]>, signal: AbortSignal): Promise<void> {
    const files = await list();
    this.totalCount = files.length;
    const check = crypto.randomUUID();
    const waiting = [...files];
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift()) {
        const { file, path } = next;
        this.add({ ...(await this.client.duplicates.haveFile({ check, file }, { signal })), path });
      }
    };
    await Promise.all(Array.from({ length: filesAtOnce }, lane));
  }

  private async run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.running.abort();
    const running = (this.running = new AbortController());
    this.answers = [];
    this.draw();
    [this.isRunning, this.totalCount, this.failure] = [true, null, null];
    try {
      await work(running.signal);
    } catch (thrown) {
      if (!running.signal.aborted) this.failure = toFailure(thrown);
    }
    if (running !== this.running) return; // another check took its place
    this.isRunning = false;
    this.draw();
  }

  private add(answer: HaveAnswer): void {
    this.answers.push(answer);
    this.drawing ??= setTimeout(() => this.draw(), shownEvery);
  }

  private draw(): void {
    clearTimeout(this.drawing);
    this.drawing = undefined;
    const counts = { ...none };
    for (const { kind, sameAs } of this.answers) counts[sameAs === null ? kind : 'twice']++;
    this.doneCount = this.answers.length;
    this.counts = counts;
    this.fresh = this.answers.filter((answer): answer is NewFile => answer.picture !== null);
    this.unreadable = this.answers.filter(({ kind }) => kind === 'unreadable');
  }
}
