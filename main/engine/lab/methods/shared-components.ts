// The principal components of the learning vectors, which several methods of a comparison begin with: worked out once, and
// nevertheless counted in the training of each.
import type { Matrix, Parallel, PrincipalComponents } from '../../../../core/index.ts';
import { trainPrincipalComponents } from '../../../../core/index.ts';

export class SharedComponents {
  private readonly learn: Matrix;
  private readonly parallel: Parallel;
  private readonly signal: AbortSignal | undefined;
  private known: { components: PrincipalComponents; seconds: number } | null = null;
  private savedSeconds = 0;

  constructor(learn: Matrix, parallel: Parallel, signal?: AbortSignal) {
    this.learn = learn;
    this.parallel = parallel;
    this.signal = signal;
  }

  /** @throws as `trainPrincipalComponents` */
  async get(): Promise<PrincipalComponents> {
    if (this.known !== null) {
      this.savedSeconds += this.known.seconds;
      return this.known.components;
    }
    const started = performance.now();
    const components = await trainPrincipalComponents(this.learn, this.parallel, this.signal);
    this.known = { components, seconds: (performance.now() - started) / 1000 };
    return components;
  }

  /** What the training since the last call would have taken longer by itself. */
  takeSavedSeconds(): number {
    const seconds = this.savedSeconds;
    this.savedSeconds = 0;
    return seconds;
  }
}
