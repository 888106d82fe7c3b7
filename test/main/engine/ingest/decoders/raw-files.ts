// RAW files for tests, laid out as cameras lay them out, around JPEGs of scenes; what stands for sensor data is noise.
import sharp from 'sharp';
import {
  encodeDirectory,
  longField,
  shortField,
  type TiffField,
  tiffHeader,
} from '../../../../../main/engine/ingest/decoders/tiff-fields.ts';
import { scene } from '../../photo-fixture.ts';

export interface RawPicture {
  /** As the sensor saw it. */
  jpeg: Buffer;
  thumbnail: Buffer;
  orientation: number;
}

/** @param orientation as the camera says: the JPEG lies as the sensor did */
export async function rawPicture(orientation = 1): Promise<RawPicture> {
  return {
    jpeg: await scene(3, 1200, 800).jpeg({ quality: 92 }).toBuffer(),
    thumbnail: await scene(3, 1200, 800).resize(160, 120, { fit: 'contain' }).jpeg().toBuffer(),
    orientation,
  };
}

const sensorData = Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 251));

type Encode = (places: number[]) => TiffField[];

function ascii(tag: number, text: string): TiffField {
  return { tag, type: 2, count: text.length + 1, data: Buffer.from(`${text}\0`) };
}

/** Directories one behind the other, then the parts; each directory is told where all of them came to lie. */
function tiff(isLittleEndian: boolean, header: Uint8Array, directories: Encode[], parts: Uint8Array[]): Buffer {
  const guess = [...directories, ...parts].map(() => 0);
  const encode = (places: number[]): Uint8Array[] => {
    let offset = header.length;
    return directories.map((fields) => {
      const bytes = encodeDirectory(fields(places), offset, isLittleEndian);
      offset += bytes.length;
      return bytes;
    });
  };
  let offset = header.length;
  const places = [...encode(guess), ...parts].map((bytes) => (offset += bytes.length) - bytes.length);
  return Buffer.concat([header, ...encode(places), ...parts]);
}

/** NEF, ARW and DNG alike: a thumbnail in the first directory, RAW data and a JPEG in its sub-directories, EXIF beside them. */
export function makeTiffRaw({ jpeg, thumbnail, orientation }: RawPicture, make: string, isDng = false): Buffer {
  const little = make !== 'NIKON CORPORATION'; // Nikon writes big-endian
  const long = (tag: number, ...values: number[]): TiffField => longField(tag, values, little);
  const short = (tag: number, value: number): TiffField => shortField(tag, [value], little);
  const [sensor, preview, exif, gps, jpegPart, thumbnailPart, dataPart] = [1, 2, 3, 4, 5, 6, 7];
  const first: Encode = (at) => [
    ...[long(254, 1), ascii(271, make), ascii(272, `${make.split(' ')[0]} Z`), short(274, orientation)],
    ...[long(513, at[thumbnailPart]!), long(514, thumbnail.length)],
    ...[long(330, at[sensor]!, at[preview]!), long(0x8769, at[exif]!), long(0x8825, at[gps]!)],
    ...(isDng ? [{ tag: 0xc612, type: 1, count: 4, data: Uint8Array.of(1, 4, 0, 0) }] : []),
  ];
  const sensorFields: Encode = (at) => [
    ...[long(254, 0), long(256, 6048), long(257, 4024), short(262, 32803), short(259, 1)],
    ...[long(273, at[dataPart]!), long(279, sensorData.length)],
  ];
  const previewFields: Encode = (at) => [
    ...[long(254, 1), long(256, 1200), long(257, 800), short(259, 7)],
    ...[long(273, at[jpegPart]!), long(279, jpeg.length)],
  ];
  const directories = [first, sensorFields, previewFields, exifFields(little), gpsFields(little)];
  return tiff(little, tiffHeader(little), directories, [jpeg, thumbnail, sensorData]);
}

function exifFields(little: boolean): Encode {
  const makersNotes = { tag: 0x927c, type: 7, count: 3000, data: new Uint8Array(3000) };
  return () => [ascii(0x9003, '2023:05:06 07:08:09'), ascii(0x9011, '+02:00'), makersNotes, shortField(0xa002, [6000], little), shortField(0xa003, [4000], little)]; // prettier-ignore
}

function gpsFields(little: boolean): Encode {
  const degrees = (tag: number, value: number): TiffField => ({ ...longField(tag, [value, 1, 30, 1, 0, 1], little), type: 5, count: 3 }); // prettier-ignore
  return () => [ascii(1, 'S'), degrees(2, 33), ascii(3, 'E'), degrees(4, 151)];
}

/** CR2: the JPEG in the strip of the first directory; the RAW data of the last is a lossless JPEG. */
export function makeCr2({ jpeg, thumbnail, orientation }: RawPicture): Buffer {
  const header = Buffer.concat([Buffer.from('II*\0'), Buffer.from([16, 0, 0, 0]), Buffer.from('CR\x02\0\0\0\0\0', 'latin1')]); // prettier-ignore
  const lossless = Buffer.from(jpeg);
  lossless[lossless.indexOf('ffc0', 'hex') + 1] = 0xc3;
  const first: Encode = (at) => [
    ...[longField(256, [6000], true), longField(257, [4000], true), shortField(259, [6], true)],
    ...[ascii(271, 'Canon'), ascii(272, 'Canon EOS 80D'), shortField(274, [orientation], true)],
    ...[longField(273, [at[3]!], true), longField(279, [jpeg.length], true), longField(0x8769, [at[1]!], true)],
    longField(330, [at[2]!], true),
  ];
  const raw: Encode = (at) => [
    ...[shortField(259, [6], true), longField(273, [at[5]!], true), longField(279, [lossless.length], true)],
  ];
  return tiff(true, header, [first, exifFields(true), raw], [jpeg, thumbnail, lossless]);
}

/** ORF: only the maker's notes tell where the JPEG lies. RW2: a field of the first directory is the JPEG. */
export function makeOrf({ jpeg, thumbnail, orientation }: RawPicture): Buffer {
  const first: Encode = (at) => [
    ...[ascii(271, 'OLYMPUS CORPORATION'), ascii(272, 'E-M5'), shortField(274, [orientation], true)],
    ...[longField(513, [at[3]!], true), longField(514, [thumbnail.length], true), longField(0x8769, [at[1]!], true)],
  ];
  return tiff(true, Buffer.from('IIRO\x08\0\0\0', 'latin1'), [first, exifFields(true)], [jpeg, thumbnail, sensorData]);
}

export function makeRw2({ jpeg, orientation }: RawPicture): Buffer {
  const first: Encode = (at) => [
    ...[ascii(271, 'Panasonic'), ascii(272, 'DC-G9'), shortField(274, [orientation], true)],
    ...[{ tag: 0x2e, type: 7, count: jpeg.length, data: jpeg }, longField(0x8769, [at[1]!], true)],
  ];
  return tiff(true, Buffer.from('IIU\0\x08\0\0\0', 'latin1'), [first, exifFields(true)], [sensorData]);
}

function box(type: string, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

function directoryBlock(fields: TiffField[]): Buffer {
  return Buffer.concat([tiffHeader(true), encodeDirectory(fields, 8, true)]);
}

/** CR3: a small JPEG in PRVW, the large one as the sample of the first track, RAW data in the second. */
export async function makeCr3({ jpeg, orientation }: RawPicture): Promise<Buffer> {
  const small = await sharp(jpeg).resize(600, 400).jpeg().toBuffer();
  const main = directoryBlock([longField(256, [6000], true), longField(257, [4000], true), ascii(271, 'Canon'), ascii(272, 'Canon EOS R5'), shortField(274, [orientation], true)]); // prettier-ignore
  const canon = box('uuid', Buffer.from('85c0b687820f11e08111f4ce462b6a48', 'hex'), box('CMT1', main), box('CMT2', directoryBlock(exifFields(true)([]))), box('CMT4', directoryBlock(gpsFields(true)([])))); // prettier-ignore
  const track = (place: number): Buffer => {
    const offsets = Buffer.alloc(16);
    offsets.writeUInt32BE(1, 4);
    offsets.writeBigUInt64BE(BigInt(place), 8);
    return box('trak', box('mdia', box('minf', box('stbl', box('co64', offsets)))));
  };
  const preview = box('uuid', Buffer.from('eaf42b5e1c984b88b9fbb7dc406e4d16', 'hex'), Buffer.alloc(8), box('PRVW', Buffer.alloc(16), small)); // prettier-ignore
  const file = (place: number): Buffer[] => [
    box('ftyp', Buffer.from('crx \0\0\0\x01crx isom', 'latin1')),
    box('moov', canon, track(place), track(place + jpeg.length)),
    preview,
  ];
  const place = Buffer.concat(file(0)).length + 8;
  return Buffer.concat([...file(place), box('mdat', jpeg, sensorData)]);
}

/** RAF: the header points to the JPEG, whose own EXIF is the photo's, and to records about the RAW picture. */
export async function makeRaf({ jpeg, orientation }: RawPicture): Promise<Buffer> {
  const exif = { IFD0: { Make: 'FUJIFILM', Model: 'X-T4' }, IFD2: { DateTimeOriginal: '2023:05:06 07:08:09', OffsetTimeOriginal: '+02:00' } }; // prettier-ignore
  const inside = await sharp(jpeg).withExif(exif).withMetadata({ orientation }).jpeg({ quality: 92 }).toBuffer();
  const header = Buffer.alloc(148);
  header.write('FUJIFILMCCD-RAW 0201', 'latin1');
  header.writeUInt32BE(148, 84);
  header.writeUInt32BE(inside.length, 88);
  header.writeUInt32BE(148 + inside.length, 92);
  const records = Buffer.from('00000001011100040fa01770', 'hex'); // 4000 x 6000
  return Buffer.concat([header, inside, records, sensorData]);
}
