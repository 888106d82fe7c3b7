// Draws the icon files that electron-builder and the window want out of likeness.svg: npx node resources/icons/make.ts
import { join } from 'node:path';
import sharp from 'sharp';

const here = import.meta.dirname;
for (const size of [256, 512, 1024]) {
  const name = size === 1024 ? 'icon.png' : `${size}x${size}.png`;
  await sharp(join(here, 'likeness.svg'), { density: 288 }).resize(size, size).png().toFile(join(here, name));
}
