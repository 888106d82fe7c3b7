// From 'fastest' to 'exact': how much of the index a search looks into, as the person's setting and as the index takes it.
import { chooseProbes } from '../../../core/index.ts';
import type { SearchSetting } from '../api/health-schemas.ts';

/** Cells that are looked into; null: every stored feature is compared. */
export type SearchStep = number | null;

/** Halvings of all cells that can be chosen: fewer cells than a 256th would miss most photos. */
const MOST_HALVINGS = 8;

/** From the fastest to the exact one: all cells, halved again and again, and what the rule says. */
export function searchSteps(photoCount: number, nlist: number): SearchStep[] {
  const probes = new Set([chooseProbes(photoCount, nlist)]);
  for (let i = 0; i <= MOST_HALVINGS; i++) probes.add(Math.max(1, Math.round(nlist / 2 ** i)));
  return [...[...probes].sort((a, b) => a - b), null];
}

/** What the index is asked with; `nprobe` is left to its rule where that is the setting. */
export function searchOptions(setting: SearchSetting, nlist: number): { nprobe?: number; exact?: boolean } {
  switch (setting.kind) {
    case 'automatic':
      return {};
    case 'cells':
      return { nprobe: Math.max(1, Math.round(setting.share * nlist)) };
    case 'exact':
      return { exact: true };
  }
}
