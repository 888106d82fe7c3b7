// What the page gets to see of the computer: every call of the contract is made on a real library, and each answer is searched
// for paths. They may stand only where they are text to read, under a name that says so; never one of the library's own.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { router } from '../../../../main/engine/api/router.ts';
import type { Engine } from '../../../../main/engine/engine.ts';
import { openEngine, readFolder, temporaryFolder, writePhotos } from '../photo-fixture.ts';

/** Names under which a path is expected: places of photos, and folders to choose among. */
const namesOfPaths = ['path', 'folder', 'folders', 'parent', 'protectedFolders', 'sameAs', 'value', 'files'];

interface Call {
  name: string;
  input: z.ZodType;
  output: z.ZodType | undefined;
  make: (input: unknown) => Promise<unknown>;
}

type Procedure = { '~orpc': { inputSchema: z.ZodType; outputSchema?: z.ZodType } };

function callsOf(engine: Engine): Call[] {
  const client = createRouterClient(router, { context: { engine } });
  return Object.entries(router).flatMap(([area, procedures]) =>
    Object.entries(procedures).map(([name, procedure]) => {
      const { inputSchema, outputSchema } = (procedure as unknown as Procedure)['~orpc'];
      const methods = client[area as keyof typeof client] as unknown as Record<string, Call['make']>;
      return { name: `${area}.${name}`, input: inputSchema, output: outputSchema, make: methods[name]! };
    }),
  );
}

/** These change the library so that the calls after them would have nothing to tell. */
const ending = ['roots.remove', 'roots.exclude', 'duplicates.move', 'duplicates.undo', 'history.clear'];

/** Every string of an answer with the name it stands under, in arrays that of the array; streams are read to their end. */
async function* stringsOf(value: unknown, name: string): AsyncGenerator<[name: string, text: string]> {
  if (typeof value === 'string') yield [name, value];
  else if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  else if (Symbol.asyncIterator in value) {
    try {
      for await (const part of value as AsyncIterable<unknown>) {
        yield* stringsOf(part, name);
        if (name === 'watch') return;
      }
    } catch (thrown) {
      yield* stringsOf({ message: (thrown as Error).message }, name); // this small library cannot do everything
    }
  } else if (Array.isArray(value)) for (const part of value) yield* stringsOf(part, name);
  else for (const [key, part] of Object.entries(value)) yield* stringsOf(part, key);
}

/** A library of a few photos, and whatever input its calls may be glad of. */
async function openLibrary(): Promise<{ root: string; engine: Engine; inputs: unknown[] }> {
  const root = temporaryFolder();
  const photos = await writePhotos(join(root, 'photos'), { 'a.jpg': 1, 'b.jpg': 2, 'c.jpg': 3 });
  writeFileSync(join(photos, 'broken.jpg'), 'no picture');
  const engine = await openEngine({ libraryFolder: join(root, 'kept-inside') });
  await readFolder(engine, photos);
  const photoIds = engine.catalogue.timeline({ limit: 5 }).photos.map(({ id }) => id);
  const [photoId, otherId] = photoIds;
  const box = { west: -180, south: -90, east: 180, north: 90 };
  const inputs = [
    {},
    { path: photos },
    { path: join(photos, 'a.jpg') },
    { paths: [join(photos, 'a.jpg'), join(photos, 'broken.jpg')] },
    { id: photoId },
    { ids: photoIds },
    { photoId },
    { photoIds },
    { facet: 'folder', filter: {} },
    { filter: {} },
    { query: { photoId } },
    { picture: { photoId }, photoId: otherId },
    { box, zoom: 1 },
    { ...box, zoom: 1 },
    { text: 'Paris' },
    { kinds: ['exact'] },
  ];
  return { root, engine, inputs };
}

/** A sentence may name the path that was asked about. */
function withoutAsked(sentence: string, input: unknown): string {
  const asked = Object.values(input as object)
    .flat()
    .filter((value) => typeof value === 'string');
  return asked.reduce((rest, path) => rest.replaceAll(path, ''), sentence);
}

describe('the page', () => {
  it('sees a path only under a name that says so, and none of what belongs to the library itself', async () => {
    const { root, engine, inputs } = await openLibrary();
    const answered: string[] = [];
    const seen: string[] = [];
    for (const call of callsOf(engine)) {
      if (call.output instanceof z.ZodVoid || ending.includes(call.name)) continue;
      for (const input of inputs.filter((candidate) => call.input.safeParse(candidate).success)) {
        const answer = await call.make(input).catch((thrown: Error) => ({ message: thrown.message }));
        answered.push(call.name);
        const method = call.name.split('.')[1]!;
        for await (const [name, text] of stringsOf(answer, method)) {
          const told = name === 'message' ? withoutAsked(text, input) : text;
          if (!told.includes(root)) continue;
          if (text.includes('kept-inside') || !namesOfPaths.includes(name)) seen.push(`${call.name}: ${name}: ${text}`);
        }
      }
    }
    expect(seen).toEqual([]);
    const shown = [
      'roots.browse',
      'photos.details',
      'photos.facet',
      'reading.failures',
      'search.run',
      'duplicates.have',
    ];
    expect(answered).toEqual(expect.arrayContaining(shown));
  });

  it('is told of a photo that is gone without a word of where it was', async () => {
    const { engine } = await openLibrary();
    const client = createRouterClient(router, { context: { engine } });
    await expect(client.photos.details({ id: 999 })).rejects.toThrow(/^[^/\\]+$/);
    await expect(client.search.run({ query: { pictureId: '/etc/passwd' } })).rejects.toThrow(/^[^/\\]+$/);
  });

  it('can address no picture by a path', async () => {
    const engine = await openEngine();
    for (const way of [
      '/etc/passwd',
      '/photos/../../etc/passwd',
      '/photos/%2fetc%2fpasswd/picture',
      '/photos/1/../x',
    ]) {
      expect((await engine.pictures.answer(way)).status, way).toBeGreaterThanOrEqual(400);
    }
  });
});
