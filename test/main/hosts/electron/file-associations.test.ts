import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pictureExtensions } from '../../../../main/engine/ingest/picture-files.ts';

it("offers 'Open with Likeness' for exactly the files that are read", () => {
  const installer = readFileSync(new URL('../../../../electron-builder.yml', import.meta.url), 'utf8');
  const offered = [...installer.matchAll(/^ {4}ext: \[(.*)\]$/gm)].flatMap(([, names]) => names!.split(', '));
  expect(offered.map((name) => `.${name}`).sort()).toEqual([...pictureExtensions].sort());
});
