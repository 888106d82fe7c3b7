// Every decoder runs in the describing process: what breaks one there costs one file, and all photos are described alike.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Describer } from '../../../../../main/engine/ingest/describer.ts';
import { temporaryFolder } from '../../photo-fixture.ts';
import { makeCr2, rawPicture } from './raw-files.ts';

const resources = join(import.meta.dirname, '../../../../../resources');
const heic = join(import.meta.dirname, 'heic/ten-bit.heic');
const jxl = join(import.meta.dirname, 'jxl/plain.jxl');

async function startDescriber(): Promise<Describer> {
  const describer = new Describer({ resources });
  await describer.start();
  onTestFinished(() => describer.stop());
  return describer;
}

/** Of unit features. */
function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

describe('describing what sharp cannot decode', () => {
  it('gives nearly the feature of the same pixels in a JPEG, and a query the very feature of the photo', async () => {
    const describer = await startDescriber();
    const raw = join(temporaryFolder(), 'raw.cr2');
    writeFileSync(raw, makeCr2(await rawPicture()));
    for (const path of [heic, jxl, raw]) {
      const photo = await describer.describePhoto({ path });
      const bytes = await describer.render({ path }, { maxSide: 4000 });
      const shown = await describer.describeQuery({ bytes }, { thorough: false });
      expect(cosine(photo.feature, shown.variants[0]!.feature)).toBeGreaterThan(0.97);
      const query = await describer.describeQuery({ bytes: readFileSync(path) }, { thorough: false });
      expect(query.variants[0]!.feature).toEqual(photo.feature);
    }
  });

  it('goes on with the others when files break their decoders', async () => {
    const describer = await startDescriber();
    const folder = temporaryFolder();
    const broken = [heic, jxl].flatMap((path, kind) =>
      [0.3, 0.6, 0.9].map((share) => {
        const bytes = readFileSync(path);
        const name = join(folder, `${kind}-${share}.jpg`);
        writeFileSync(name, bytes.subarray(0, bytes.length * share));
        return name;
      }),
    );
    const outcomes = await Promise.allSettled([...broken, heic, jxl].map((path) => describer.describePhoto({ path })));
    expect(outcomes.slice(-2).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    for (const outcome of outcomes.slice(0, -2)) {
      if (outcome.status === 'fulfilled') continue; // the part of a progressive picture
      expect(outcome.reason).toMatchObject({ message: expect.stringMatching(/^[A-Z].*\.$/) as string });
      expect((outcome.reason as { code: string }).code).not.toBe('internal');
    }
    expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(2);
  });
});
