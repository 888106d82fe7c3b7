// A library of a million photos as people have them, in made rows: dated over twenty years, in folders on two drives, most of
// them JPEG, with cameras, towns, words and copies. Features and prints are noise that packs as those of real photos do,
// codebooks and codes are drawn by chance: opening, scanning and writing cost exactly what those of real photos would.
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type Database from 'better-sqlite3';
import { asMatrix, type ByteVector, chooseSizes, Generation, normalise, packPrint, ProductQuantiser, Random, row, toBytes } from '../../core/index.ts'; // prettier-ignore
import { CodeStore } from '../../main/engine/index/code-store.ts';
import { FeatureStore } from '../../main/engine/index/feature-store.ts';
import { FEATURE_LEVELS } from '../../main/engine/index/packed-feature.ts';
import { registerModel } from '../../main/engine/index/model-rows.ts';
import { GenerationStore } from '../../main/engine/index/generation-store.ts';
import { Library } from '../../main/engine/library/library.ts';

export const dimension = 512;
export const firstYear = 2005;
const years = 20;
const yearMs = 365.25 * 24 * 3600 * 1000;
const photosAFolder = 200;
/** Photos of another folder that lie there too. */
const shareOfCopies = 0.03;
const cameras = ['Canon EOS 5D', 'Canon EOS R6', 'NIKON D70', 'NIKON Z 6', 'Apple iPhone 6', 'Apple iPhone 12 Pro', 'Google Pixel 7', 'SONY ILCE-7M3', 'FUJIFILM X-T3', 'Panasonic DMC-TZ10']; // prettier-ignore
const lenses = ['EF 50mm f/1.8', 'EF 24-70mm f/2.8L', 'NIKKOR Z 24-70mm', 'iPhone 12 Pro back camera', 'XF 35mm F1.4', 'FE 85mm F1.8']; // prettier-ignore
const towns = [
  [48.86, 2.35, 'Paris', 'Île-de-France', 'FR', 'France Frankreich'],
  [47.37, 8.54, 'Zürich', 'Zurich', 'CH', 'Switzerland Schweiz'],
  [52.52, 13.4, 'Berlin', 'State of Berlin', 'DE', 'Germany Deutschland'],
  [41.39, 2.16, 'Barcelona', 'Catalonia', 'ES', 'Spain España'],
  [40.71, -74, 'New York City', 'New York', 'US', 'United States'],
  [35.68, 139.69, 'Tokyo', 'Tokyo', 'JP', 'Japan 日本'],
  [46.5, 9.84, 'Sankt Moritz', 'Grisons', 'CH', 'Switzerland Schweiz'],
  [-33.87, 151.2, 'Sydney', 'New South Wales', 'AU', 'Australia'],
] as const;
/** So many different ones are enough. */
const poolSize = 997;
const occasions = [
  'Summer holidays',
  'Anna',
  'Garden',
  'Alps',
  'Birthday',
  'Phone',
  'Wedding Meier',
  'Lake Como',
  'Christmas',
  'City',
];

export async function makeLibrary(
  folder: string,
  photoCount: number,
  model: { sha256: string; name: string },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const library = new Library(folder);
  await library.start();
  const { database } = library;
  const modelId = registerModel(database, model);
  const sizes = chooseSizes(photoCount, dimension);
  const generations = new GenerationStore(database, modelId);
  const random = new Random(1);
  const { id } = generations.add(madeGeneration(random, photoCount, sizes), 'own', photoCount);
  generations.activate(id);
  const features = new FeatureStore(database, modelId);
  const cells = Array.from({ length: sizes.nlist }, (): number[] => []);
  const photos = new PhotoInsertion(database, random, photoCount);
  const pool = Array.from({ length: poolSize }, () => madeFeature(random));
  const batch = 1000; // as many commits as reading makes, or fewer
  for (let from = 0; from < photoCount; from += batch) {
    database.transaction(() => {
      for (let i = from; i < Math.min(photoCount, from + batch); i++) {
        const photoId = photos.insert(i);
        features.write(photoId, pool[random.integer(poolSize)]!);
        cells[random.integer(sizes.nlist)]!.push(photoId);
      }
    })();
  }
  const codes = new CodeStore(database, { id, m: sizes.m });
  database.transaction(() => {
    cells.forEach((ids, cell) => {
      if (ids.length > 0) codes.append({ cell, ids: Uint32Array.from(ids), codes: randomBytes(ids.length * sizes.m) });
    });
  })();
  library.stop();
}

/** Its tails are so heavy that its components pack into 405 bytes, as those of real photos do (403 and 406 in two sets). */
function madeFeature(random: Random): ByteVector {
  const feature = Float32Array.from({ length: dimension }, () => {
    const component = random.normal();
    return component * (1 + 0.05 * Math.abs(component));
  });
  normalise(feature);
  return toBytes(feature, FEATURE_LEVELS);
}

/** A wave with so much noise that it packs into 115 bytes, as the prints of those photos do (112 to 121). */
function madePrint(random: Random): Uint8Array {
  const [across, down, start] = [0.6 * random.next(), 0.6 * random.next(), 6 * random.next()];
  return Uint8Array.from({ length: 144 }, (_, cell) => {
    const light =
      128 + 70 * Math.sin(across * (cell % 12) + down * Math.floor(cell / 12) + start) + 9 * random.normal();
    return Math.min(255, Math.max(0, light));
  });
}

function madeGeneration(
  random: Random,
  photoCount: number,
  { nlist, m, ksub }: { nlist: number; m: number; ksub: number },
): Generation {
  const noise = (length: number, size: number): Float32Array =>
    Float32Array.from({ length }, () => size * random.normal());
  const coarse = asMatrix(noise(nlist * dimension, 1 / Math.sqrt(dimension)), dimension);
  for (let cell = 0; cell < nlist; cell++) normalise(row(coarse, cell));
  const quantiser = new ProductQuantiser(dimension, m, ksub, noise(ksub * dimension, 0.5 / Math.sqrt(dimension)));
  return new Generation(coarse, quantiser, { seed: 1, trainedOn: photoCount, errorAtTraining: 0.1, unitLength: true });
}

/** Writes what the pipeline writes of one photo, but for its feature and code. */
export class PhotoInsertion {
  private readonly random: Random;
  private readonly photoCount: number;
  private readonly prints: readonly Uint8Array[];
  private readonly insertPhoto;
  private readonly insertFile;

  constructor(database: Database.Database, random: Random, photoCount: number) {
    this.random = random;
    this.photoCount = photoCount;
    this.prints = Array.from({ length: poolSize }, () => packPrint(madePrint(random)));
    database.exec(`INSERT OR IGNORE INTO root (id, path, name, added_at) VALUES (1, '/home/anna/Pictures', 'Pictures', 0);
      INSERT OR IGNORE INTO root (id, path, name, state, drive, added_at)
        VALUES (2, '/media/anna/Archive/Photos', 'Photos', 'offline', 'Archive', 0)`);
    const addDevice = database.prepare('INSERT OR IGNORE INTO device (id, kind, name) VALUES (?, ?, ?)');
    cameras.forEach((name, i) => addDevice.run(i + 1, 'camera', name));
    lenses.forEach((name, i) => addDevice.run(cameras.length + i + 1, 'lens', name));
    const addTown = database.prepare('INSERT OR IGNORE INTO place (id, name, region, country, latitude, longitude, words) VALUES (?, ?, ?, ?, ?, ?, ?)'); // prettier-ignore
    towns.forEach(([latitude, longitude, name, region, country, words], i) =>
      addTown.run(i + 1, name, region, country, latitude, longitude, `${name} ${region} ${words}`),
    );
    this.insertPhoto = database.prepare(
      `INSERT INTO photo (content_hash, format, width, height, taken_at, taken_offset, taken_from, latitude, longitude, place_id,
         camera_id, lens_id, rating, title, keywords, colour, print, metadata_due)
       VALUES (@hash, @format, 4032, 3024, @takenAt, 120, 'exif', @latitude, @longitude, @town, @camera, @lens, @rating, @title, @keywords,
         @colour, @print, 0)`,
    );
    this.insertFile = database.prepare(
      `INSERT INTO located_file (root_id, folder, name, size, modified_at, state, photo_id) VALUES (?, ?, ?, ?, ?, 'ready', ?)`,
    );
  }

  /** Newest first, as photos are read; each fifth arrives out of its turn. @returns the photo's id */
  insert(i: number): number {
    const { random, photoCount } = this;
    const order = i % 5 === 0 ? random.next() : 1 - i / photoCount;
    const takenAt = Date.UTC(firstYear, 0) + Math.floor(Math.min(order, 0.999999) * years * yearMs);
    const { lastInsertRowid } = this.insertPhoto.run({
      ...{ hash: randomBytes(32), print: this.oneOf(this.prints), takenAt, colour: random.integer(2 ** 24) },
      format: this.sometimes(0.15, () => this.oneOf(['heic', 'heic', 'heic', 'png', 'dng'])) ?? 'jpeg',
      ...this.place(),
      camera: this.sometimes(0.95, () => 1 + random.integer(cameras.length)),
      lens: this.sometimes(0.6, () => cameras.length + 1 + random.integer(lenses.length)),
      rating: this.sometimes(0.05, () => 1 + random.integer(5)),
      title: this.sometimes(0.03, () => `${this.oneOf(occasions)} at the lake`),
      keywords: this.sometimes(0.03, () => `${this.oneOf(occasions)}, family`),
    });
    const photoId = Number(lastInsertRowid);
    this.insertFileOf(photoId, i, takenAt);
    if (random.next() < shareOfCopies) this.insertFileOf(photoId, i + photoCount, takenAt);
    return photoId;
  }

  private insertFileOf(photoId: number, i: number, takenAt: number): void {
    const date = new Date(takenAt).toISOString();
    const month = date.slice(0, 7);
    const occasion = occasions[Math.floor(i / photosAFolder) % occasions.length]!;
    const name = i % 2 === 0 ? `IMG_${i}.JPG` : `${date.slice(0, 19).replace(/[-:]/g, '').replace('T', '_')}_${i}.jpg`; // prettier-ignore
    const rootId = this.random.next() < 0.7 ? 1 : 2;
    const size = 2e6 + this.random.integer(6e6);
    this.insertFile.run(rootId, `${month.slice(0, 4)}/${month} ${occasion}`, name, size, takenAt + 1000.25, photoId);
  }

  private place(): { latitude: number | null; longitude: number | null; town: number | null } {
    if (this.random.next() > 0.5) return { latitude: null, longitude: null, town: null };
    const place = this.random.integer(towns.length);
    const [latitude, longitude] = towns[place]!;
    return {
      town: place + 1,
      latitude: latitude + 0.2 * this.random.normal(),
      longitude: longitude + 0.2 * this.random.normal(),
    };
  }

  private sometimes<Value>(share: number, make: () => Value): Value | null {
    return this.random.next() < share ? make() : null;
  }

  private oneOf<Value>(values: readonly Value[]): Value {
    return values[this.random.integer(values.length)]!;
  }
}
