// The three ways of the paper to deal components out to the parts of a product quantiser (TPAMI 2011, section V-C).
import { LikenessError } from '../../api/errors.ts';
import type { Grouping } from './index-settings.ts';

/** SIFT and GIST are histograms of eight orientations, one after another: components eight apart tell of one direction. */
const ORIENTATIONS = 8;

/**
 * What core's training takes: the structured grouping as the list of components, those of one orientation together.
 * @throws LikenessError `usage` for structured vectors whose dimension eight does not divide
 */
export function componentsOf(grouping: Grouping | undefined, dimension: number): 'natural' | 'random' | number[] {
  if (grouping !== 'structured') return grouping ?? 'natural';
  if (dimension % ORIENTATIONS !== 0) {
    const sentence = `The structured grouping is for histograms of ${ORIENTATIONS} orientations, such as SIFT;`;
    throw new LikenessError('usage', `${sentence} ${ORIENTATIONS} does not divide ${dimension} components.`);
  }
  const rows = dimension / ORIENTATIONS;
  return Array.from({ length: dimension }, (_, i) => ORIENTATIONS * (i % rows) + Math.floor(i / rows));
}
