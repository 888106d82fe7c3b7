// The part of `verify` that holds features against the models that made them, known by their SHA-256.
import type Database from 'better-sqlite3';
import type { Finding } from './findings.ts';
import type { LibraryModels } from './library-models.ts';

interface ModelCount {
  sha256: string;
  name: string;
  count: number;
}

export async function modelFindings(models: LibraryModels): Promise<Finding[]> {
  const { name, sha256 } = models.shipped.card;
  return [
    {
      code: 'damaged-model',
      count: (await models.isCopyDamaged()) ? 1 : 0,
      message: `The copy of the model ${nameOf({ name, sha256 })} in this library does not match its SHA-256; repairing copies it again.`,
    },
  ];
}

/** A sentence for each model that features are of. Cost: the photos are counted. */
export function featuresByModel(database: Database.Database, { answering, shipped }: LibraryModels): string[] {
  const total = database.prepare<[], number>('SELECT count(*) FROM photo').pluck().get()!;
  return database
    .prepare<[], ModelCount>(
      `SELECT sha256, name, coalesce((SELECT count FROM feature_tally WHERE model_id = model.id), 0) AS count
       FROM model ORDER BY is_answering DESC, id`,
    )
    .all()
    .map(({ sha256, name, count }) => {
      const described = `${count} of ${total} photos are described by the model ${nameOf({ name, sha256 })}`;
      if (sha256 === answering.card.sha256) return `${described}, which answers.`;
      if (sha256 === shipped.card.sha256) return `${described}, which replaces it when it has described all.`;
      return `${described}, which is not used any more; its features are removed when nothing else is to be done.`;
    });
}

/** As long as it takes to tell it from others. */
function nameOf({ name, sha256 }: { name: string; sha256: string }): string {
  return `${name} (SHA-256 ${sha256.slice(0, 12)}…)`;
}
