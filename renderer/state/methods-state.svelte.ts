// The comparison of search methods as the page shows it: the report, the comparison that runs, and what it is to be right.
import type { Comparing, MethodReport, MethodTruth } from '../../main/engine/api/method-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { toFailure, type Failure } from '../failure.ts';
import { bestMethods } from './best-methods.ts';

export class MethodsState {
  report: MethodReport | null = $state.raw(null);
  /** How far the comparison is; null while none runs. */
  comparing: Comparing | null = $state.raw(null);
  /** What the next comparison takes for right. */
  truth: MethodTruth = $state('neighbours');
  failure: Failure | null = $state.raw(null);
  /** In the engine's order, so that plots come where they were. */
  readonly charts = $derived(this.report?.charts ?? []);
  readonly comparison = $derived(this.report?.comparison ?? null);
  readonly best = $derived(this.comparison === null ? null : bestMethods(this.comparison));
  readonly isSmall = $derived(this.report !== null && this.report.photoCount < this.report.fewestToCompare);

  private readonly client: EngineClient;

  constructor(client: EngineClient) {
    this.client = client;
  }

  /** The view is looked at: a comparison that runs is joined. None begins by itself, as it takes minutes. */
  async open(): Promise<void> {
    await this.load();
    this.truth = this.comparison?.set.truth ?? 'neighbours';
    if (this.report?.isComparing === true) await this.compare();
  }

  async compare(): Promise<void> {
    if (this.comparing !== null) return;
    this.comparing = { doneCount: 0, totalCount: 0, method: null, bits: null, secondsLeft: null };
    await this.attempt(async () => {
      for await (const progress of await this.client.methods.compare({ truth: this.truth })) this.comparing = progress;
    });
    this.comparing = null;
    if (this.failure === null) await this.load();
  }

  cancel(): Promise<void> {
    return this.attempt(() => this.client.methods.cancel({}));
  }

  /** The whole report, for a file. */
  toJson(): string {
    return `${JSON.stringify(this.comparison, null, 2)}\n`;
  }

  private load(): Promise<void> {
    return this.attempt(async () => {
      this.report = await this.client.methods.report({});
    });
  }

  private async attempt(work: () => Promise<unknown>): Promise<void> {
    this.failure = null;
    try {
      await work();
    } catch (thrown) {
      this.failure = toFailure(thrown);
    }
  }
}
