// The CNN session, in the describing process: a square picture in, a unit feature out.
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { LikenessError } from '../api/errors.ts';
import { type ModelCard, readModel, readModelCard } from './model-file.ts';

export class FeatureExtractor {
  /** Pixels a side of the input. */
  readonly inputSize: number;
  /** SHA-256 of the model. */
  readonly model: string;
  private readonly session: InferenceSession;
  private readonly dimension: number;

  private constructor(session: InferenceSession, card: ModelCard) {
    this.session = session;
    this.inputSize = card.inputSize;
    this.model = card.sha256;
    this.dimension = card.dimension;
  }

  /** @param threads that one picture is spread over. @throws LikenessError `model-damaged` */
  static async load(resources: string, threads: number): Promise<FeatureExtractor> {
    const card = readModelCard(resources);
    const bytes = await readModel(resources, card);
    try {
      const session = await InferenceSession.create(bytes, {
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        enableCpuMemArena: true,
      });
      return new FeatureExtractor(session, card);
    } catch (thrown) {
      throw new LikenessError(
        'model-damaged',
        'The model cannot be loaded. Install Likeness again; your library stays as it is.',
        {
          cause: thrown,
        },
      );
    }
  }

  /**
   * @param picture RGB, `inputSize` pixels a side, row-major
   * @returns `dimension` numbers, L2-normalised. Cost: about 6 ms a picture on one core; blocks the calling thread.
   */
  async extract(picture: Uint8Array): Promise<Float32Array> {
    const side = this.inputSize;
    const results = await this.session.run({ picture: new Tensor('uint8', picture, [1, side, side, 3]) });
    const feature = results['feature']?.data;
    if (!(feature instanceof Float32Array) || feature.length !== this.dimension || !feature.every(Number.isFinite)) {
      throw new LikenessError(
        'model-damaged',
        'The model gave no usable feature. Install Likeness again; your library stays as it is.',
      );
    }
    return feature;
  }
}
