// Sidecars in real folders: what they say comes, changes and goes with them, and no photo is described twice.
import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { Engine } from '../../../../main/engine/engine.ts';
import { Describer } from '../../../../main/engine/ingest/describer.ts';
import { openEngine, photoIdsByName, readFolder, scene, temporaryFolder, writePhoto } from '../photo-fixture.ts';

function xmp(attributes: string, elements = ''): string {
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xap="http://ns.adobe.com/xap/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" ${attributes}>${elements}</rdf:Description></rdf:RDF></x:xmpmeta>`;
}

const keywords = '<dc:subject><rdf:Bag><rdf:li>sea</rdf:li><rdf:li>2019</rdf:li></rdf:Bag></dc:subject>';

function detailsOf(engine: Engine, name: string) {
  return engine.catalogue.details(photoIdsByName(engine)[name]!);
}

it('a sidecar that comes, changes and goes changes the photo, which is described once', async () => {
  const describing = vi.spyOn(Describer.prototype, 'describePhoto');
  const folder = temporaryFolder();
  await writePhoto(join(folder, 'a.jpg'), 1);
  await utimes(join(folder, 'a.jpg'), 1e9, 1e9);
  const engine = await openEngine();
  await readFolder(engine, folder);
  const before = detailsOf(engine, 'a.jpg');
  expect(before).toMatchObject({ rating: null, place: null, keywords: null, takenFrom: 'file', takenAt: 1e12 });

  const place = 'exif:GPSLatitude="40,14.078645N" exif:GPSLongitude="76,17.22849W"';
  const date = 'exif:DateTimeOriginal="2009-11-28T13:42:39+01:00"';
  await writeFile(join(folder, 'a.XMP'), xmp(`xap:Rating="4" ${place} ${date}`, keywords));
  await readFolder(engine, folder);
  expect(detailsOf(engine, 'a.jpg')).toMatchObject({
    ...{ rating: 4, keywords: 'sea, 2019', takenFrom: 'sidecar', takenOffset: 60 },
    takenAt: Date.UTC(2009, 10, 28, 12, 42, 39),
  });
  expect(detailsOf(engine, 'a.jpg').place!.latitude).toBeCloseTo(40.23464, 4);
  expect(detailsOf(engine, 'a.jpg').place!.longitude).toBeCloseTo(-76.28714, 4);
  expect(engine.catalogue.countPassing({ text: 'SEA', rating: 4 })).toBe(1);
  expect(engine.catalogue.countPassing({ near: { latitude: 40.23, longitude: -76.29, kilometres: 2 } })).toBe(1);

  // The one that names the whole file goes before.
  await writeFile(join(folder, 'a.jpg.xmp'), xmp('xap:Rating="2"'));
  await readFolder(engine, folder);
  expect(detailsOf(engine, 'a.jpg')).toMatchObject({ rating: 2, place: null, keywords: null });
  await writeFile(join(folder, 'a.jpg.xmp'), xmp('xap:Rating="-1"'));
  await utimes(join(folder, 'a.jpg.xmp'), 2e9, 2e9);
  await readFolder(engine, folder);
  expect(detailsOf(engine, 'a.jpg').rating).toBe(-1);

  await rm(join(folder, 'a.jpg.xmp'));
  await rm(join(folder, 'a.XMP'));
  await readFolder(engine, folder);
  expect(detailsOf(engine, 'a.jpg')).toEqual(before);
  expect(engine.catalogue.countPassing({ text: 'sea' })).toBe(0);
  expect(describing).toHaveBeenCalledTimes(1);
  describing.mockRestore();
});

it('a sidecar that is there from the start is read with its photo, and a damaged one costs nothing', async () => {
  const folder = temporaryFolder();
  await writePhoto(join(folder, 'good.jpg'), 1);
  await writePhoto(join(folder, 'bad.jpg'), 2);
  await writeFile(join(folder, 'Good.jpg.xmp'), Buffer.from(`\ufeff${xmp('xap:Rating="5"')}`, 'utf16le'));
  await writeFile(join(folder, 'bad.xmp'), '<x:xmpmeta><rdf:RDF><rdf:Description xmp:Rating="');
  const engine = await openEngine();
  await readFolder(engine, folder);
  expect(detailsOf(engine, 'good.jpg').rating).toBe(5);
  expect(detailsOf(engine, 'bad.jpg').rating).toBeNull();
  expect(engine.catalogue.counts().failureCount).toBe(0);
});

it('of several files the one that is opened decides, and after it the one that is left', async () => {
  const folder = temporaryFolder();
  await writePhoto(join(folder, 'IMG_20190714_123456.jpg'), 1);
  const engine = await openEngine();
  await readFolder(engine, folder);
  await mkdir(join(folder, 'copies'));
  await writePhoto(join(folder, 'copies', 'plain.jpg'), 1);
  await utimes(join(folder, 'copies', 'plain.jpg'), 1e9, 1e9);
  await writeFile(join(folder, 'copies', 'plain.xmp'), xmp('xap:Rating="3"'));
  await readFolder(engine, folder);
  const noonish = new Date(2019, 6, 14, 12, 34, 56).getTime();
  expect(detailsOf(engine, 'plain.jpg')).toMatchObject({ takenFrom: 'name', takenAt: noonish, rating: null });

  await rm(join(folder, 'IMG_20190714_123456.jpg'));
  await readFolder(engine, folder);
  expect(detailsOf(engine, 'plain.jpg')).toMatchObject({ takenFrom: 'file', takenAt: 1e12, rating: 3 });

  await rename(join(folder, 'copies', 'plain.jpg'), join(folder, 'copies', '2001-02-03 04.05.06.jpg'));
  await readFolder(engine, folder);
  const renamed = detailsOf(engine, '2001-02-03 04.05.06.jpg');
  expect(renamed).toMatchObject({ takenFrom: 'name', takenAt: new Date(2001, 1, 3, 4, 5, 6).getTime(), rating: null });
});

it('photos of libraries older than a field are read again when nothing else is to be done', async () => {
  const folder = temporaryFolder();
  const taken = { DateTimeOriginal: '2021:07:04 12:30:00', LensModel: 'EF 50mm' };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'a.jpg'), await scene(1).withExif({ IFD2: taken }).jpeg().toBuffer());
  const libraryFolder = join(temporaryFolder(), 'library');
  const first = await openEngine({ libraryFolder });
  await readFolder(first, folder);
  const known = detailsOf(first, 'a.jpg');
  expect(known).toMatchObject({ lens: 'EF 50mm', takenFrom: 'exif' });
  await first.stop();
  const { default: Database } = await import('better-sqlite3');
  const database = new Database(join(libraryFolder, 'library.sqlite'));
  database.exec(`UPDATE photo SET lens_id = NULL, taken_from = 'file', taken_at = 0, metadata_due = 1`);
  database.close();
  const describing = vi.spyOn(Describer.prototype, 'describePhoto');
  const second = await openEngine({ libraryFolder });
  await second.pipeline.settled();
  expect(detailsOf(second, 'a.jpg')).toEqual(known);
  expect(describing).not.toHaveBeenCalled();
  describing.mockRestore();
});
