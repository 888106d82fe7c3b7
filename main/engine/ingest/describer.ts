// The engine's side of describing: hands jobs to the child process, queries before photos, and survives the child's death.
// A file that brings the child down fails alone: the others that were under way are tried again, one at a time.
import { availableParallelism } from 'node:os';
import { LikenessError } from '../api/errors.ts';
import type { GreyPicture } from '../../../core/index.ts';
import type { Region } from '../api/search-schemas.ts';
import type { PhotoMetadata } from '../metadata/photo-metadata.ts';
import { type DeathCause, deathError, DescribeChild } from './describe-child.ts';
import type {
  AlignOptions,
  ComparedPictures,
  CompareOptions,
  DescribedFeature,
  DescribedParts,
  DescribedPhoto,
  DescribedQuery,
  DescribeJob,
  DescribeReply,
  OverlaidPictures,
  OverlayOptions,
  PartAgreement,
  PhotoFile,
  PictureSource,
  QueryOptions,
  RenderOptions,
} from './describe-protocol.ts';

export type * from './describe-protocol.ts';

interface Task {
  id: number;
  job: DescribeJob;
  /** Was under way when the child died, with others: runs alone the next time. */
  isSuspect: boolean;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

export interface DescriberOptions {
  /** The folder with the model. */
  resources: string;
  /** A job longer than this is taken for hung. */
  timeoutMs?: number;
  /** Gives way to everything else on the computer. */
  isBackground?: boolean;
}

/** A 280-megapixel JPEG takes seconds, a 100-megapixel PNG on a slow disk may take twenty. */
const defaultTimeoutMs = 60_000;
/** Deaths in a row before any reply: the child cannot run at all here. */
const maximumFalseStarts = 3;

export class Describer {
  /**
   * Photos to hand over at a time: enough to keep every core decoding while others are read or their results travel;
   * more than six only cost memory.
   */
  readonly photosAtOnce = Math.min(6, Math.max(4, availableParallelism() + 1));
  private resources: string;
  private readonly isBackground: boolean;
  private readonly timeoutMs: number;
  private readonly urgent: Task[] = [];
  private readonly photos: Task[] = [];
  private readonly underWay = new Map<number, { task: Task; timer: NodeJS.Timeout }>();
  private child: DescribeChild | null = null;
  private isReady = false;
  private isStopping = false;
  private falseStarts = 0;
  private lastId = 0;
  private started: { resolve(): void; reject(error: unknown): void } | null = null;

  constructor({ resources, timeoutMs = defaultTimeoutMs, isBackground = false }: DescriberOptions) {
    this.resources = resources;
    this.timeoutMs = timeoutMs;
    this.isBackground = isBackground;
  }

  /** Resolves when the model is loaded. @throws LikenessError `model-damaged` */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.started = { resolve, reject };
      this.spawn();
    });
  }

  /** Starts the child afresh, unless it is busy: its memory goes back to the system. What comes meanwhile waits for it. */
  renew(): void {
    if (!this.isReady || this.underWay.size > 0) return;
    this.isReady = false;
    void this.child?.stop();
  }

  /** Describes by the model in these resources from now on; what is under way is begun again by it. */
  adopt(resources: string): void {
    this.resources = resources;
    this.isReady = false;
    const begun = [...this.underWay.keys()].map((id) => this.take(id)!);
    // A new number each: a reply of the old model that is still on its way answers nobody.
    for (const task of begun.toReversed()) this.queueOf(task).unshift(Object.assign(task, { id: ++this.lastId }));
    void this.child?.stop();
  }

  /** Rejects what is queued or under way with `cancelled`. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.rejectAll(new LikenessError('cancelled', 'Likeness is closing.'));
    await this.child?.stop();
    this.child = null;
  }

  /**
   * @throws LikenessError `file-unreadable`, `not-a-picture`, `picture-damaged`, `picture-too-large`, `decoder-stopped`;
   * AbortError
   */
  describePhoto(file: PhotoFile, signal?: AbortSignal): Promise<DescribedPhoto> {
    return this.enqueue(this.photos, { kind: 'photo', ...file }, signal) as Promise<DescribedPhoto>;
  }

  /** The feature alone, of a photo that is known already. Waits among the photos. @throws as describePhoto */
  describeFeature(path: string, signal?: AbortSignal): Promise<DescribedFeature> {
    return this.enqueue(this.photos, { kind: 'feature', path }, signal) as Promise<DescribedFeature>;
  }

  /** Reads no pixels. Waits among the photos. @throws as describePhoto */
  readMetadata(file: { path: string; sidecar: string | null }, signal?: AbortSignal): Promise<PhotoMetadata> {
    return this.enqueue(this.photos, { kind: 'metadata', ...file }, signal) as Promise<PhotoMetadata>;
  }

  /** Overtakes photos. @throws as describePhoto */
  describeQuery(source: PictureSource, options: QueryOptions, signal?: AbortSignal): Promise<DescribedQuery> {
    return this.enqueue(this.urgent, { kind: 'query', source, options }, signal) as Promise<DescribedQuery>;
  }

  /** Overtakes photos. @throws as describePhoto */
  describeParts(source: PictureSource, region: Region | undefined, signal?: AbortSignal): Promise<DescribedParts> {
    return this.enqueue(this.urgent, { kind: 'parts', source, region }, signal) as Promise<DescribedParts>;
  }

  /** The pixels of a thumbnail. Overtakes photos. @throws LikenessError `picture-damaged` where there is none */
  grey(path: string, signal?: AbortSignal): Promise<GreyPicture> {
    return this.enqueue(this.urgent, { kind: 'grey', path }, signal) as Promise<GreyPicture>;
  }

  /** A JPEG of the upright picture, for the page. Overtakes photos. @throws as describePhoto */
  render(source: PictureSource, options: RenderOptions, signal?: AbortSignal): Promise<Uint8Array> {
    return this.enqueue(this.urgent, { kind: 'render', source, options }, signal) as Promise<Uint8Array>;
  }

  /**
   * Lays a query over photos by their thumbnails, one answer for each; null where there is no thumbnail. Overtakes photos.
   * Cost: about 4 ms a photo.
   */
  align(options: AlignOptions, signal?: AbortSignal): Promise<(PartAgreement | null)[]> {
    return this.enqueue(this.urgent, { kind: 'align', ...options }, signal) as Promise<(PartAgreement | null)[]>;
  }

  /**
   * Looks whether the picture is a copy of others, by their thumbnails: what its pixels tell of each, null where there is no thumbnail.
   * Waits among the photos. Cost: 10 to 40 ms a thumbnail.
   */
  compare(options: CompareOptions, signal?: AbortSignal): Promise<(ComparedPictures | null)[]> {
    return this.enqueue(this.photos, { kind: 'compare', ...options }, signal) as Promise<(ComparedPictures | null)[]>;
  }

  /** Lays a picture over one photo, exactly enough to show them aligned. Overtakes photos. @throws as describePhoto */
  overlay(options: OverlayOptions, signal?: AbortSignal): Promise<OverlaidPictures> {
    return this.enqueue(this.urgent, { kind: 'overlay', ...options }, signal) as Promise<OverlaidPictures>;
  }

  private enqueue(queue: Task[], job: DescribeJob, signal?: AbortSignal): Promise<unknown> {
    if (this.isStopping) return Promise.reject(new LikenessError('cancelled', 'Likeness is closing.'));
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const task: Task = { id: ++this.lastId, job, isSuspect: false, resolve, reject };
    const cancel = (): void => this.cancel(queue, task, signal?.reason);
    signal?.addEventListener('abort', cancel, { once: true });
    queue.push(task);
    this.dispatch();
    // A signal that outlives its jobs, as the pipeline's does, must not hold on to what they gave.
    return promise.finally(() => signal?.removeEventListener('abort', cancel));
  }

  /** What the child has begun it ends; nobody listens to the reply. */
  private cancel(queue: Task[], task: Task, reason: unknown): void {
    const place = queue.indexOf(task);
    if (place >= 0) queue.splice(place, 1);
    task.reject(reason);
  }

  private dispatch(): void {
    while (this.isReady) {
      const queue = this.nextQueue();
      const task = queue?.shift();
      if (!task) return;
      const timer = setTimeout(() => this.child?.killAsHung(), this.timeoutMs);
      this.underWay.set(task.id, { task, timer });
      this.child?.send({ id: task.id, ...task.job });
    }
  }

  private nextQueue(): Task[] | null {
    const running = [...this.underWay.values()].map(({ task }) => task);
    if (running.some(({ isSuspect }) => isSuspect)) return null;
    const queue = this.urgent.length > 0 ? this.urgent : this.photos;
    if (queue[0]?.isSuspect) return running.length === 0 ? queue : null;
    if (queue === this.urgent) return queue;
    // While a query is described it has the cores for itself, but for the photos already begun.
    const isQuerying = running.some(({ job }) => !canWait(job));
    return !isQuerying && running.length < this.photosAtOnce ? queue : null;
  }

  private queueOf({ job }: Task): Task[] {
    return canWait(job) ? this.photos : this.urgent;
  }

  private spawn(): void {
    this.isReady = false;
    const { resources, isBackground } = this;
    this.child = new DescribeChild(
      { resources, isBackground },
      {
        onReply: (reply) => this.hear(reply),
        onDeath: (cause) => this.bury(cause),
      },
    );
  }

  private hear(reply: DescribeReply): void {
    switch (reply.kind) {
      case 'ready':
        this.isReady = true;
        this.falseStarts = 0;
        this.started?.resolve();
        break;
      case 'unable':
        this.giveUp(new LikenessError(reply.error.code, reply.error.message));
        break;
      case 'done':
        this.take(reply.id)?.resolve(reply.value);
        break;
      case 'failed':
        this.take(reply.id)?.reject(new LikenessError(reply.error.code, reply.error.message));
        break;
    }
    this.dispatch();
  }

  private take(id: number): Task | undefined {
    const entry = this.underWay.get(id);
    if (!entry) return undefined;
    clearTimeout(entry.timer);
    this.underWay.delete(id);
    return entry.task;
  }

  private bury(cause: DeathCause): void {
    const victims = [...this.underWay.keys()].map((id) => this.take(id)!);
    const wasReady = this.isReady;
    this.isReady = false;
    this.child = null;
    if (this.isStopping) return;
    if (victims.length === 1) victims[0]!.reject(deathError(cause));
    else {
      for (const task of victims.toReversed()) {
        task.isSuspect = true;
        this.queueOf(task).unshift(task);
      }
    }
    if (!wasReady && ++this.falseStarts >= maximumFalseStarts) {
      this.giveUp(new LikenessError('internal', 'The describing process cannot be started on this computer.'));
    } else this.spawn();
  }

  private giveUp(error: LikenessError): void {
    this.isStopping = true;
    this.started?.reject(error);
    this.rejectAll(error);
  }

  private rejectAll(error: LikenessError): void {
    const tasks = [...this.urgent.splice(0), ...this.photos.splice(0)];
    for (const id of [...this.underWay.keys()]) tasks.push(this.take(id)!);
    for (const task of tasks) task.reject(error);
  }
}

function canWait({ kind }: DescribeJob): boolean {
  return kind === 'photo' || kind === 'feature' || kind === 'metadata' || kind === 'compare';
}
