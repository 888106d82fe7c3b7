// A group of copies for the page's tests, small and plain unless it is said otherwise.
import type { CopyGroup, RemovalPlan } from '../../../main/engine/api/duplicate-schemas.ts';
import { photo } from '../fake-engine.ts';

type CopyPhoto = CopyGroup['photos'][number];
type Relation = NonNullable<CopyPhoto['relation']>;

export const file = (id: number, modifiedAt = id) => ({
  ...{ id, path: `/p/${id}.jpg`, sizeBytes: 100 * id, modifiedAt, offline: false },
});

export const copy = (id: number, relation: Partial<Relation> | null, files = [file(id)]): CopyPhoto => ({
  photo: photo(id),
  format: 'jpeg',
  relation: relation && {
    ...{ kind: 'same-picture', isPart: false, share: 1, quarterTurns: 0, mirrored: false, agreement: 1 },
    ...relation,
  },
  files,
});

export const group = (...photos: CopyPhoto[]): CopyGroup => ({
  ...{ id: photos[0]!.photo.id, kind: 'same-picture', bytes: 100, photos },
});

export const planned = (id: number) => ({ fileId: id, photoId: id, path: `/p/${id}.jpg`, sizeBytes: 100 * id });

export const plan = (
  kept: number | null,
  moved: number[],
  staying: RemovalPlan['groups'][number]['staying'] = [],
): RemovalPlan['groups'][number] => ({
  id: 1,
  kept: kept === null ? null : planned(kept),
  moved: moved.map((id) => ({ ...planned(id), keptId: kept ?? 0 })),
  staying,
});
