// Those who wait until the pipeline has nothing left to do, or cannot go on.

export class Settling {
  private waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];

  wait(): Promise<void> {
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  succeed(): void {
    for (const { resolve } of this.waiting.splice(0)) resolve();
  }

  fail(error: unknown): void {
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }
}
