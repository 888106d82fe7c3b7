-- Photo folders know the volume they lie on, so that they are found again when it is mounted elsewhere, and nothing is
-- taken for deleted that merely lies on a volume that is away. People say which names and folders they do not want.

ALTER TABLE root ADD COLUMN volume TEXT;                 -- identity of the volume: drives/mounts.ts; NULL when unknown
ALTER TABLE root ADD COLUMN volume_folder TEXT;          -- the root's folder within the volume
ALTER TABLE root ADD COLUMN drive TEXT;                  -- the volume's name for people; NULL on the system's own disk
ALTER TABLE root ADD COLUMN is_network INTEGER NOT NULL DEFAULT 0;

CREATE TABLE mounted_folder (
  root_id INTEGER NOT NULL REFERENCES root (id) ON DELETE CASCADE,
  folder  TEXT    NOT NULL,              -- relative to the root, as in table file; another volume is mounted there
  PRIMARY KEY (root_id, folder)
) WITHOUT ROWID;

CREATE TABLE exclusion (
  pattern TEXT PRIMARY KEY               -- library/exclusions.ts
) WITHOUT ROWID;
