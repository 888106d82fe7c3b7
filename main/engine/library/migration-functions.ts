// What migrations need and SQL cannot say.
import type Database from 'better-sqlite3';
import { packPrint, PRINT_LENGTH } from '../../../core/index.ts';
import { packFeature } from '../index/packed-feature.ts';
import { featureChecksum } from './feature-checksum.ts';

export function addMigrationFunctions(database: Database.Database): void {
  // 009-feature-checksums.sql
  database.function('feature_checksum', (photo_id: number, model_id: number, scale: number, data: Buffer) =>
    featureChecksum({ photo_id, model_id, scale, data }),
  );
  // 015-less-room.sql
  database.function('packed_feature', packedFeature);
  database.function('packed_print', (print: Buffer) => (print.length === PRINT_LENGTH ? packPrint(print) : print));
}

/** A damaged feature becomes nothing, which is no feature either: it must not get a sound checksum. */
function packedFeature(photo_id: number, model_id: number, scale: number, data: Buffer, checksum: number): Buffer {
  if (featureChecksum({ photo_id, model_id, scale, data }) !== checksum) return Buffer.alloc(0);
  const components = new Int8Array(data.buffer, data.byteOffset, data.byteLength);
  return packFeature({ photoId: photo_id, modelId: model_id }, { scale, components });
}
