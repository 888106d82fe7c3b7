// When the library's own generation is trained: when core's rule says it is due, and photos have stopped coming in.

export interface TrainingJob {
  isDue(): boolean;
  /** Trains to the end, or until stopped. */
  run(): Promise<void>;
  stop(): Promise<void>;
}

export class TrainingSchedule {
  private readonly job: TrainingJob;
  private readonly quietMs: number;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private failure: Error | null = null;
  private isHalted = false;

  /** @param quietMs a due training waits for so long a pause: it would compete with reading for the processor */
  constructor(job: TrainingJob, quietMs: number) {
    this.job = job;
    this.quietMs = quietMs;
  }

  get isTraining(): boolean {
    return this.running !== null;
  }

  /** To be called whenever photos came in. After a training that failed nothing is tried until the next start. */
  plan(): void {
    this.clearTimer();
    if (!this.mayStart()) return;
    this.timer = setTimeout(() => this.begin(), this.quietMs);
    this.timer.unref();
  }

  /** Trains at once, due or not, unless it does already. */
  force(): void {
    if (this.isHalted || this.running !== null) return;
    this.failure = null;
    this.begin();
  }

  /** Trains at once if it is due, and waits for what runs. @throws what the training failed with */
  async settle(): Promise<void> {
    if (this.mayStart()) this.begin();
    await this.running;
    if (this.failure !== null) throw this.failure;
  }

  /** Stops what runs and starts nothing more until `resume`. */
  async halt(): Promise<void> {
    this.isHalted = true;
    this.clearTimer();
    await this.job.stop();
    await this.running;
  }

  resume(): void {
    this.isHalted = false;
    this.failure = null;
    this.plan();
  }

  private mayStart(): boolean {
    return !this.isHalted && this.running === null && this.failure === null && this.job.isDue();
  }

  private clearTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private begin(): void {
    this.clearTimer();
    this.running = this.job
      .run()
      .catch((thrown: unknown) => {
        this.failure = thrown as Error;
      })
      .finally(() => {
        this.running = null;
        this.plan();
      });
  }
}
