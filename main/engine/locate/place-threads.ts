// The threads that look for one picture in many photos. They start when something is looked for, and end, with the memory that
// they took, when nothing was for a while.
import { availableParallelism } from 'node:os';
import type { GreyPicture, PhotoPlaces } from '../../../core/index.ts';
import type { PlaceFindings } from './place-worker.ts';
import { PlaceThread } from './place-thread.ts';

const MOST_THREADS = 4;
const IDLE_MS = 20_000;

/** What is looked through: its places, or how its pixels are had. */
export interface LookedThrough<Id> {
  readonly id: Id;
  readonly places: PhotoPlaces | undefined;
  readonly pixels: () => Promise<GreyPicture>;
}

export class PlaceThreads {
  private readonly threads: PlaceThread[] = [];
  private idle: NodeJS.Timeout | undefined;
  private isStopped = false;

  /** Photos to hand over at a time: enough that no thread waits for the last one often. */
  readonly photosAtOnce = 4 * threadCount();

  /** Looks for this picture from now on. @throws Error for one that is too small */
  async show(picture: GreyPicture): Promise<void> {
    clearTimeout(this.idle);
    while (!this.isStopped && this.threads.length < threadCount()) this.threads.push(new PlaceThread());
    try {
      await Promise.all(this.threads.map((thread) => thread.run({ picture })));
    } catch (thrown) {
      await this.end();
      throw thrown;
    }
  }

  /** One finding a photo, null where its pixels cannot be had. */
  async lookThrough<Id>(photos: readonly LookedThrough<Id>[]): Promise<{ id: Id; findings: PlaceFindings | null }[]> {
    const waiting = photos.values();
    const found: { id: Id; findings: PlaceFindings | null }[] = [];
    const lane = async (thread: PlaceThread): Promise<void> => {
      for (const { id, places, pixels } of waiting) {
        const photo = places ?? (await pixels().catch(() => null));
        found.push({ id, findings: photo && (await thread.run({ photo }).catch(() => null)) });
      }
    };
    await Promise.all(this.threads.map(lane));
    return found;
  }

  /** Nothing is looked for at the moment. */
  rest(): void {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => void this.end(), IDLE_MS).unref();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.end();
  }

  private async end(): Promise<void> {
    clearTimeout(this.idle);
    await Promise.all(this.threads.splice(0).map((thread) => thread.stop()));
  }
}

function threadCount(): number {
  return Math.min(MOST_THREADS, Math.max(1, availableParallelism()));
}
