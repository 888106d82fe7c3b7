// The index's health as the page shows it: the report, the measurement that runs, the setting, and the check of the library.
import type { CheckedLibrary, HealthReport, Measuring, SearchSetting } from '../../main/engine/api/health-schemas.ts';
import type { IndexState } from '../../main/engine/api/library-schemas.ts';
import type { EngineClient } from '../connection.ts';
import { toFailure, type Failure } from '../failure.ts';
import { isMeasurementDue, measuredAt, placeOfSetting, settingAt, verdictOf } from './health-verdict.ts';

/** How often a training that runs is asked how far it is. */
const trainingEveryMs = 1000;

export class HealthState {
  report: HealthReport | null = $state.raw(null);
  /** How far the measurement is; null while none runs. */
  measuring: Measuring | null = $state.raw(null);
  check: CheckedLibrary | null = $state.raw(null);
  isChecking = $state(false);
  failure: Failure | null = $state.raw(null);
  /** Where the slider is while it is moved, before the setting follows. */
  private movedTo: number | null = $state(null);

  readonly place = $derived(this.movedTo ?? (this.report === null ? 0 : placeOfSetting(this.report)));
  readonly now = $derived(this.report === null ? null : measuredAt(this.report, this.place));
  readonly next = $derived(this.report === null ? null : measuredAt(this.report, this.place + 1));
  readonly verdict = $derived(this.report === null ? null : verdictOf(this.report));
  readonly isOutdated = $derived.by(() => {
    const { report } = this;
    return report !== null && report.measurement !== null && isMeasurementDue(report);
  });

  private readonly client: EngineClient;
  private shownIndex = '';
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(client: EngineClient) {
    this.client = client;
  }

  /** The page is looked at: what was never measured of this index is measured now. */
  async open(): Promise<void> {
    await this.load();
    if (this.report === null) return;
    if (this.report.isMeasuring || (isMeasurementDue(this.report) && !this.report.generation.isTraining)) {
      await this.measure();
    }
  }

  close(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Another generation answers, or one is being trained: what is shown follows. */
  follow({ generation, state }: IndexState): void {
    const index = `${generation} ${state}`;
    const isNews = this.shownIndex !== '' && this.shownIndex !== index;
    this.shownIndex = index;
    clearInterval(this.timer);
    this.timer = state === 'training' ? setInterval(() => void this.load(), trainingEveryMs) : undefined;
    if (isNews) void this.open();
  }

  /** Joins the measurement that runs, or begins one. */
  async measure(): Promise<void> {
    if (this.measuring !== null) return;
    this.measuring = { doneCount: 0, totalCount: 0 };
    await this.attempt(async () => {
      for await (const progress of await this.client.health.measure({})) this.measuring = progress;
    });
    this.measuring = null;
    await this.load();
  }

  cancelMeasuring(): Promise<void> {
    return this.attempt(() => this.client.health.cancelMeasuring({}));
  }

  /** Shows what a place would cost, before it is chosen. */
  moveTo(place: number): void {
    this.movedTo = place;
  }

  async choosePlace(place: number): Promise<void> {
    if (this.report !== null) await this.choose(settingAt(this.report, place));
  }

  async chooseAutomatic(isAutomatic: boolean): Promise<void> {
    if (isAutomatic) await this.choose({ kind: 'automatic' });
    else await this.choosePlace(this.place);
  }

  async rebuild(): Promise<void> {
    await this.attempt(() => this.client.health.retrain({}));
    await this.load();
  }

  async verify(repair: boolean): Promise<void> {
    this.isChecking = true;
    await this.attempt(async () => {
      this.check = await this.client.health.verify({ repair });
    });
    this.isChecking = false;
    if (repair) await this.load();
  }

  private async choose(setting: SearchSetting): Promise<void> {
    const before = this.report;
    if (before === null) return;
    this.report = { ...before, setting };
    this.movedTo = null;
    await this.attempt(() => this.client.health.setSearch(setting));
    if (this.failure !== null) this.report = before;
  }

  private load(): Promise<void> {
    return this.attempt(async () => {
      this.report = await this.client.health.report({});
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
