// The towns of the world (resources/places), to name a place after and to find one by its name. Read when it is first asked.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { around } from 'geokdbush';
import KDBush from 'kdbush';

export interface Town {
  /** Of GeoNames. */
  id: number;
  name: string;
  region: string | null;
  /** ISO 3166-1, two letters. */
  country: string;
  latitude: number;
  longitude: number;
  population: number;
}

/** Degrees; west is greater than east across the 180th meridian. */
export interface Box {
  south: number;
  north: number;
  west: number;
  east: number;
}

interface Towns {
  /** Largest first. */
  all: Town[];
  index: KDBush;
}

/** A photo farther from every town has no place name. */
const farthestKm = 100;
/** A large town is found among its suburbs. */
const nearestLooked = 24;

export class Gazetteer {
  private readonly path: string;
  private towns: Towns | null = null;
  /** Largest first. */
  private byName: Map<string, Town[]> | null = null;

  /** @param resources the folder `resources` */
  constructor(resources: string) {
    this.path = join(resources, 'places', 'towns.tsv.gz');
  }

  /**
   * The town around a place, or else the nearest to it. A town reaches as far as its population lets one expect; within reach of
   * several it is the one whose middle is nearest.
   * Cost: tens of microseconds; a fifth of a second the first time.
   */
  nearest(latitude: number, longitude: number): Town | null {
    const { all, index } = this.read();
    const near = around(index, longitude, latitude, nearestLooked, farthestKm).map((i) => all[i]!);
    let best: { town: Town; outside: number } | null = null;
    for (const town of near) {
      const outside = Math.max(0, kilometresBetween(town, { latitude, longitude }) - reachOf(town));
      if (best === null || outside < best.outside) best = { town, outside };
    }
    return best?.town ?? null;
  }

  /** The largest town of that name, in any case and without accents; 'Paris, Texas' and 'Paris, US' name their region or country. */
  find(text: string): Town | null {
    const [name = '', within = ''] = text.split(',').map(fold);
    if (name === '') return null;
    const isMeant = ({ region, country }: Town): boolean =>
      within === '' || [region ?? '', ...countryWords(country)].some((word) => fold(word) === within);
    return this.named(name).find(isMeant) ?? null;
  }

  private named(name: string): readonly Town[] {
    this.byName ??= groupByName(this.read().all);
    return this.byName.get(name) ?? [];
  }

  /** The largest towns of a box. */
  largestIn(box: Box, count: number): Town[] {
    const found: Town[] = [];
    for (const town of this.read().all) {
      if (isInside(town, box)) found.push(town);
      if (found.length === count) break;
    }
    return found;
  }

  private read(): Towns {
    this.towns ??= readTowns(this.path);
    return this.towns;
  }
}

function readTowns(path: string): Towns {
  const all = gunzipSync(readFileSync(path)).toString().split('\n').map(toTown);
  const index = new KDBush(all.length);
  for (const { longitude, latitude } of all) index.add(longitude, latitude);
  index.finish();
  return { all, index };
}

function groupByName(towns: readonly Town[]): Map<string, Town[]> {
  const byName = new Map<string, Town[]>();
  for (const town of towns) {
    const name = fold(town.name);
    const others = byName.get(name);
    if (others) others.push(town);
    else byName.set(name, [town]);
  }
  return byName;
}

function toTown(line: string): Town {
  const [id, name = '', region, country = '', latitude, longitude, population] = line.split('\t');
  return {
    ...{ id: Number(id), name, region: region === '' || region === undefined ? null : region, country },
    ...{ latitude: Number(latitude), longitude: Number(longitude), population: Number(population) },
  };
}

/** Kilometres: what a town of so many people covers, at about 3,000 people a square kilometre. */
function reachOf({ population }: Town): number {
  return Math.sqrt(population / (3000 * Math.PI));
}

function isInside({ latitude, longitude }: Town, { south, north, west, east }: Box): boolean {
  if (latitude < south || latitude > north) return false;
  return west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east;
}

interface Position {
  latitude: number;
  longitude: number;
}

/** Along the great circle, by the haversine formula. */
function kilometresBetween(a: Position, b: Position): number {
  const radians = Math.PI / 180;
  const rise = Math.sin(((b.latitude - a.latitude) * radians) / 2);
  const turn = Math.sin(((b.longitude - a.longitude) * radians) / 2);
  const across = Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians);
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(rise * rise + across * turn * turn)));
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
}

const languages = ['en', 'zh-Hans'].map((language) => new Intl.DisplayNames(language, { type: 'region' }));

/** The names of a country in the languages of the page. */
export function countryWords(country: string): string[] {
  return languages.map((names) => names.of(country) ?? country);
}
