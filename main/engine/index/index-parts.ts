// What the index of a model consists of now, for those who measure it: valid until the next turn of the event loop.
import type { FeatureStore } from './feature-store.ts';
import type { LoadedFeatures } from './loaded-features.ts';
import type { LoadedGeneration } from './loaded-generation.ts';

export interface IndexParts {
  readonly active: LoadedGeneration;
  readonly features: FeatureStore;
  readonly exact: LoadedFeatures;
}
