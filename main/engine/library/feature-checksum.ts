// The checksum of a feature as schemas 9 to 14 kept it: CRC-32 of whose it is, its scale and its bytes. Migrations alone need it;
// today's is in index/packed-feature.ts.
import { crc32 } from 'node:zlib';

export interface FeatureRow {
  photo_id: number;
  model_id: number;
  scale: number;
  data: Buffer;
}

export function featureChecksum({ photo_id, model_id, scale, data }: FeatureRow): number {
  const belonging = Buffer.allocUnsafe(16);
  belonging.writeUInt32LE(photo_id, 0);
  belonging.writeUInt32LE(model_id, 4);
  belonging.writeDoubleLE(scale, 8);
  return crc32(data, crc32(belonging));
}
