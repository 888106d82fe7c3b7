// The describing process may die or hang on a file: that file fails, the others do not notice.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Describer, type DescriberOptions } from '../../../../main/engine/ingest/describer.ts';
import { scene, temporaryFolder, writePhoto } from '../photo-fixture.ts';

const resources = join(import.meta.dirname, '../../../../resources');

async function startDescriber(options: Partial<DescriberOptions> = {}): Promise<Describer> {
  const describer = new Describer({ resources, ...options });
  await describer.start();
  onTestFinished(() => describer.stop());
  return describer;
}

describe('describing', () => {
  it('gives a photo its feature, print, colour and thumbnail', async () => {
    const describer = await startDescriber();
    const photo = await describer.describePhoto({ path: await writePhoto(join(temporaryFolder(), 'a.jpg'), 1) });
    expect(photo).toMatchObject({ format: 'jpeg', width: 320, height: 240, metadata: { taken: null, camera: null } });
    expect(photo.feature).toHaveLength(512);
    expect(cosine(photo.feature, photo.feature)).toBeCloseTo(1, 4);
    expect(photo.print).toHaveLength(144);
    expect(Buffer.from(photo.thumbnail).subarray(0, 2).toString('hex')).toBe('ffd8');
  });

  it('takes a query the same way as the photo, from a path or from bytes', async () => {
    const describer = await startDescriber();
    const path = await writePhoto(join(temporaryFolder(), 'a.jpg'), 1);
    const photo = await describer.describePhoto({ path });
    for (const source of [{ path }, { bytes: new Uint8Array(readFileSync(path)) }]) {
      const query = await describer.describeQuery(source, { thorough: false });
      expect(query.variants.map(({ name }) => name)).toEqual(['whole']);
      expect(query.variants[0]!.feature).toEqual(photo.feature);
      expect(query.print).toEqual(photo.print);
    }
  });

  it('looks thoroughly by turning and cropping: a turned copy meets the photo in one of its turns', async () => {
    const describer = await startDescriber();
    const folder = temporaryFolder();
    const photo = await describer.describePhoto({ path: await writePhoto(join(folder, 'a.jpg'), 3) });
    const turned = await scene(3).rotate(90).png().toBuffer();
    const { variants } = await describer.describeQuery({ bytes: turned }, { thorough: true });
    expect(variants).toHaveLength(9);
    const best = variants.toSorted((a, b) => cosine(b.feature, photo.feature) - cosine(a.feature, photo.feature))[0]!;
    expect(best.name).toBe('turned-270');
    expect(cosine(best.feature, photo.feature)).toBeGreaterThan(0.95);
  });

  it('describes the region of a query, and tells the size of the whole picture', async () => {
    const describer = await startDescriber();
    const bytes = await scene(4, 640, 480).png().toBuffer();
    const cut = await scene(4, 640, 480).extract({ left: 320, top: 0, width: 320, height: 480 }).png().toBuffer();
    const region = { x: 0.5, y: 0, width: 0.5, height: 1 };
    const query = await describer.describeQuery({ bytes }, { thorough: false, region });
    const alone = await describer.describeQuery({ bytes: cut }, { thorough: false });
    expect(query).toMatchObject({ width: 640, height: 480 });
    expect(cosine(query.variants[0]!.feature, alone.variants[0]!.feature)).toBeGreaterThan(0.999);
  });

  it.skipIf(process.platform === 'win32')('fails a file that hangs the decoder, and only that one', async () => {
    const folder = temporaryFolder();
    const pipe = join(folder, 'endless.jpg');
    execFileSync('mkfifo', [pipe]); // opening it for reading never returns
    const describer = await startDescriber({ timeoutMs: 1500 });
    const paths = await Promise.all(Array.from({ length: 5 }, (_, i) => writePhoto(join(folder, `${i}.jpg`), i)));
    const hanging = expect(describer.describePhoto({ path: pipe })).rejects.toMatchObject({ code: 'decoder-stopped' });
    const described = await Promise.all(paths.map((path) => describer.describePhoto({ path })));
    expect(described).toHaveLength(5);
    await hanging;
    expect(await describer.describePhoto({ path: paths[0]! })).toBeDefined();
  });

  it.skipIf(process.platform !== 'linux')(
    'survives the death of its process: what was under way is tried again',
    async () => {
      const folder = temporaryFolder();
      const describer = await startDescriber();
      const paths = await Promise.all(Array.from({ length: 8 }, (_, i) => writePhoto(join(folder, `${i}.jpg`), i)));
      const described = Promise.all(paths.map((path) => describer.describePhoto({ path })));
      execFileSync('pkill', ['-KILL', '-P', String(process.pid), '-f', 'describe-process']);
      expect(await described).toHaveLength(8);
    },
  );

  it('refuses what cannot be read as a file, with its sentence', async () => {
    const describer = await startDescriber();
    for (const path of [temporaryFolder(), join(temporaryFolder(), 'missing.jpg')]) {
      await expect(describer.describePhoto({ path })).rejects.toMatchObject({
        code: 'file-unreadable',
        message: expect.stringMatching(/^The file cannot be read: .+\.$/) as string,
      });
    }
  });

  it('gives the hash it was given, or that of the bytes it read', async () => {
    const describer = await startDescriber();
    const path = await writePhoto(join(temporaryFolder(), 'a.jpg'), 1);
    const hash = createHash('sha256').update(readFileSync(path)).digest();
    const once = await describer.describePhoto({ path });
    expect(Buffer.from(once.hash)).toEqual(hash);
    expect(await describer.describePhoto({ path, hash })).toEqual(once);
  });

  it('can be cancelled', async () => {
    const describer = await startDescriber();
    const path = await writePhoto(join(temporaryFolder(), 'a.jpg'), 1);
    const abort = new AbortController();
    const cancelled = describer.describePhoto({ path }, abort.signal);
    abort.abort();
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  });

  it.each([
    ['other bytes', (path: string): void => writeFileSync(path, 'not a model')],
    ['a cut file', (path: string): void => writeFileSync(path, readFileSync(path).subarray(0, 1000))],
  ])('refuses a model file with %s', async (_, damage) => {
    const damaged = temporaryFolder();
    cpSync(join(resources, 'model'), join(damaged, 'model'), { recursive: true });
    const card = JSON.parse(readFileSync(join(damaged, 'model/model.json'), 'utf8')) as { file: string };
    damage(join(damaged, 'model', card.file));
    const describer = new Describer({ resources: damaged });
    onTestFinished(() => describer.stop());
    await expect(describer.start()).rejects.toMatchObject({ code: 'model-damaged' });
  });

  it('starts afresh when it is told to, without losing what comes meanwhile, and not under a job', async () => {
    const describer = await startDescriber();
    const path = await writePhoto(join(temporaryFolder(), 'a.jpg'), 1);
    const first = await describer.describePhoto({ path });
    describer.renew();
    const [again, once] = await Promise.all([describer.describePhoto({ path }), describer.describePhoto({ path })]);
    expect(again).toEqual(first);
    expect(once).toEqual(first);
    const underWay = describer.describePhoto({ path });
    describer.renew();
    expect(await underWay).toEqual(first);
  });
});

/** Of unit features. */
function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
