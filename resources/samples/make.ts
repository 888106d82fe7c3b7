// Makes the sample photos out of three Debian packages; run once by us, the result is committed.
//   apt-get download lomiri-wallpapers-16.04 lomiri-wallpapers-20.04 endless-sky-data
//   for package in *.deb; do dpkg -x $package UNPACKED; done
//   npx node resources/samples/make.ts UNPACKED
// Writes photos/*.jpg and samples.json (who made each photo, under which licence, and what was changed).
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';

interface Source {
  folder: string;
  package: string;
  licence: string;
  author: string;
  photos: Record<string, string>;
}

const wallpapers = 'usr/share/backgrounds';
const landscapes = 'usr/share/games/endless-sky/images/land';
const lomiri = { folder: wallpapers, package: 'lomiri-wallpapers-16.04' };
const endlessSky = { folder: landscapes, package: 'endless-sky-data' };

const sources: Source[] = [
  {
    ...lomiri,
    author: 'Aitzol Berasategi',
    licence: 'CC-BY-4.0',
    photos: {
      'autumn-mountain': 'aitzgorri_by_Aitzol_Berasategi',
      'two-dogs': 'friends_by_Aitzol_Berasategi',
      'forest-stream': 'life_by_Aitzol_Berasategi',
      'picos-de-europa': 'picosdeeuropa_by_Aitzol_Berasategi',
      'sunset-from-the-summit': 'sunset_by_Aitzol_Berasategi',
    },
  },
  { ...lomiri, author: 'Sander Klootwijk', licence: 'CC-BY-SA-4.0', photos: { bridge: 'Bridge_by_Sander_Klootwijk' } },
  { ...lomiri, author: 'Bolly', licence: 'CC-BY-SA-4.0', photos: { dragonfly: 'Dragonfly_by_Bolly' } },
  {
    ...lomiri,
    author: 'Trevor "Freespace"',
    licence: 'CC-BY-4.0',
    photos: { fig: 'Picture_0B_by_freespace', brushes: 'Picture_1A_by_freespace' },
  },
  { ...lomiri, author: 'Jakub Mede', licence: 'CC-BY-4.0', photos: { 'drum-and-wine': 'Wine_by_Jakkub_Mede' } },
  {
    ...lomiri,
    author: 'Peter Nerlich',
    licence: 'CC-BY-SA-4.0',
    photos: { clock: 'greentock_by_Peter_Nerlich', 'lamp-and-bird': 'free_by_Peter_Nerlich' },
  },
  {
    ...lomiri,
    author: 'Clemens Engelhardt',
    licence: 'CC0-1.0',
    photos: { dandelions: 'seeding_by_Clements_Engelhardt' },
  },
  {
    folder: wallpapers,
    package: 'lomiri-wallpapers-20.04',
    author: 'Lukas Baubkus',
    licence: 'CC-BY-SA-3.0',
    photos: { nuthatch: 'Kleiber_by_Lukas_Baubkus' },
  },
  {
    ...endlessSky,
    author: 'Berthold Werner',
    licence: 'CC-BY-SA-3.0',
    photos: {
      watchtower: 'bwerner0',
      'azure-window': 'bwerner1',
      'petra-rocks': 'bwerner4',
      'wadi-rum': 'bwerner6',
      'wadi-rum-tree': 'bwerner7',
      'wadi-rum-boulders': 'bwerner8',
    },
  },
  {
    ...endlessSky,
    author: 'Dmitry A. Mottl',
    licence: 'CC-BY-SA-3.0',
    photos: {
      'snow-ridge': 'dmottl0',
      'red-cliff': 'dmottl2',
      'winter-peak': 'dmottl3',
      'winter-sun': 'dmottl4',
      'evening-peak': 'dmottl5',
    },
  },
  {
    ...endlessSky,
    author: 'Matthew Field',
    licence: 'CC-BY-SA-3.0',
    photos: {
      'city-lights': 'mfield0',
      'city-lights-again': 'mfield1',
      'river-at-dusk': 'mfield2',
      'towers-at-dusk': 'mfield3',
    },
  },
  {
    ...endlessSky,
    author: 'Myrabella',
    licence: 'CC-BY-SA-3.0',
    photos: {
      'beach-at-low-tide': 'myrabella1',
      'white-cliffs': 'myrabella4',
      'sunset-at-sea': 'myrabella5',
      'mountain-lake': 'myrabella7',
      'pic-du-midi': 'myrabella8',
    },
  },
  {
    ...endlessSky,
    author: 'Chris Pickel',
    licence: 'CC-BY-SA-4.0',
    photos: {
      'rock-in-the-sea': 'beach8-sfiera',
      harbour: 'city17-sfiera',
      'snowy-forest': 'snow10-sfiera',
      'black-firs': 'snow11-sfiera',
    },
  },
  {
    ...endlessSky,
    author: 'harro.eu',
    licence: 'CC-BY-SA-4.0',
    photos: { fjord: 'canyon10-harro', quiraing: 'hills7-harro', 'green-loch': 'water10-harro' },
  },
];

/** Near-copies, so that a first search among the samples has something to find. */
const nearCopies: { of: string; name: string; change: string; make: (photo: Sharp, width: number, height: number) => Sharp }[] = [
  { of: 'azure-window', name: 'azure-window-turned', change: 'turned a quarter', make: (p) => p.rotate(90) },
  { of: 'mountain-lake', name: 'mountain-lake-grey', change: 'made grey', make: (p) => p.greyscale() },
  { of: 'picos-de-europa', name: 'picos-de-europa-mirrored', change: 'mirrored', make: (p) => p.flop() },
  { of: 'brushes', name: 'brushes-small', change: 'made small', make: (p) => p.resize(160) },
  {
    of: 'red-cliff',
    name: 'red-cliff-cropped',
    change: 'cropped to 56 %',
    make: (p, w, h) => p.extract(part(w, h, 0.15, 0.1, 0.75)),
  },
  {
    of: 'forest-stream',
    name: 'forest-stream-detail',
    change: 'cropped to 36 %',
    make: (p, w, h) => p.extract(part(w, h, 0.2, 0.3, 0.6)),
  },
  { of: 'dandelions', name: 'dandelions-warm', change: 'recoloured', make: (p) => p.modulate({ saturation: 0.6 }).tint('#ffdcb0') },
  { of: 'two-dogs', name: 'two-dogs-blurred', change: 'blurred', make: (p) => p.blur(3) },
];

function part(width: number, height: number, left: number, top: number, share: number) {
  return {
    left: Math.round(width * left),
    top: Math.round(height * top),
    width: Math.round(width * share),
    height: Math.round(height * share),
  };
}

const unpacked = process.argv[2];
if (!unpacked) throw new Error('Say where the packages were unpacked: npx node resources/samples/make.ts UNPACKED');
const here = import.meta.dirname;
await rm(join(here, 'photos'), { recursive: true, force: true });
await mkdir(join(here, 'photos'));

const samples: { file: string; author: string; licence: string; source: string; change: string }[] = [];
for (const source of sources) {
  for (const [name, original] of Object.entries(source.photos)) {
    const path = join(unpacked, source.folder, `${original}.jpg`);
    const photo = sharp(path).rotate().resize(1000, 1000, { fit: 'inside', withoutEnlargement: true });
    await photo.jpeg({ quality: 80, mozjpeg: true }).toFile(join(here, 'photos', `${name}.jpg`));
    const from = `Debian package ${source.package}, ${source.folder}/${original}.jpg`;
    samples.push({ file: `${name}.jpg`, author: source.author, licence: source.licence, source: from, change: 'made smaller' });
  }
}
for (const copy of nearCopies) {
  const original = samples.find((sample) => sample.file === `${copy.of}.jpg`);
  if (!original) throw new Error(`No sample photo '${copy.of}' to copy`);
  const photo = sharp(join(here, 'photos', original.file));
  const { width, height } = await photo.metadata();
  const out = join(here, 'photos', `${copy.name}.jpg`);
  await copy.make(photo, width, height).jpeg({ quality: 75, mozjpeg: true }).toFile(out);
  samples.push({ ...original, file: `${copy.name}.jpg`, change: `made smaller, ${copy.change}` });
}
await writeFile(join(here, 'samples.json'), `${JSON.stringify(samples, null, 2)}\n`);
