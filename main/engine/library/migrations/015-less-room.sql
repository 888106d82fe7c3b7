-- The same in less room, at most a kilobyte a photo. What was there is copied, nothing of it is lost.
-- - A folder's way is kept once. Files lie in folders, folders in roots; the view located_file shows them as before.
-- - Features and prints are coded by their entropy: index/packed-feature.ts, core/describe/packed-print.ts.
-- - A feature is known by its model and photo in one number, and counted where a model's features are to be counted.
-- - Four bytes of a content's hash lead to its photo, one index serves type, camera and lens, sizes of files are looked up in
--   memory (library/sizes-met.ts), and up to which photo copies were looked for is one number.
-- Foreign keys are off while a migration runs (migrate.ts), so that dropping a table removes no rows of others.

DROP VIEW photo_words;
DROP TRIGGER metadata_file_removed;
DROP TRIGGER metadata_file_changed;
DROP TRIGGER metadata_sidecar_changed;
DROP TRIGGER tally_file_added;
DROP TRIGGER tally_file_removed;
DROP TRIGGER tally_file_changed;
DROP TRIGGER words_file_added;
DROP TRIGGER words_file_removed;
DROP TRIGGER words_file_changed;

-- Files and their folders.

CREATE TABLE folder (
  id      INTEGER PRIMARY KEY,
  root_id INTEGER NOT NULL REFERENCES root (id) ON DELETE CASCADE,
  path    TEXT    NOT NULL,              -- relative to the root, '/' between parts, '' at the top
  UNIQUE (root_id, path)
);
INSERT INTO folder (root_id, path) SELECT DISTINCT root_id, folder FROM file ORDER BY root_id, folder;

CREATE TABLE placed_file (
  id                  INTEGER PRIMARY KEY,
  folder_id           INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
  name                TEXT    NOT NULL,
  size                INTEGER NOT NULL,
  modified_at         REAL    NOT NULL,
  state               TEXT    NOT NULL CHECK (state IN ('pending', 'ready', 'failed')),
  photo_id            INTEGER REFERENCES photo (id) ON DELETE SET NULL,
  sidecar             TEXT,              -- name of the XMP file beside it
  sidecar_modified_at REAL
);
INSERT INTO placed_file
  SELECT file.id, folder.id, name, size, modified_at, state, photo_id, sidecar, sidecar_modified_at
  FROM file JOIN folder ON folder.root_id = file.root_id AND folder.path = file.folder ORDER BY file.id;
DROP TABLE file;

-- Photos.

CREATE TABLE lean_photo (
  id           INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: pages and index know a photo by it
  content_hash BLOB    NOT NULL,         -- SHA-256 of the file's bytes; no two photos have the same
  format       TEXT    NOT NULL,
  width        INTEGER NOT NULL,         -- upright
  height       INTEGER NOT NULL,
  taken_at     INTEGER NOT NULL,         -- EXIF, XMP, sidecar, the file's name, its time
  taken_offset INTEGER,                  -- minutes that the clock was ahead of UTC, where known
  taken_from   TEXT    NOT NULL DEFAULT 'file', -- exif, xmp, sidecar, name, file: who told taken_at
  latitude     REAL,
  longitude    REAL,
  place_id     INTEGER,                  -- NULL: not looked up yet; 0: far from every town
  camera_id    INTEGER REFERENCES device (id),
  lens_id      INTEGER REFERENCES device (id),
  rating       INTEGER,                  -- -1 (rejected), 1 to 5
  orientation  INTEGER NOT NULL DEFAULT 1, -- as stored; width and height are upright
  colour       INTEGER NOT NULL,         -- mean colour, 0xRRGGBB
  file_count   INTEGER NOT NULL DEFAULT 0, -- files that show this photo
  metadata_due INTEGER NOT NULL DEFAULT 1, -- to be read again, its metadata alone
  title        TEXT,
  description  TEXT,
  keywords     TEXT,
  print        BLOB    NOT NULL          -- luminance print, packed: the second signal
);
INSERT INTO lean_photo
  SELECT id, content_hash, format, width, height, taken_at, taken_offset, taken_from, latitude, longitude, place_id, camera_id,
    lens_id, rating, orientation, colour, file_count, metadata_due, title, description, keywords, packed_print(print)
  FROM photo ORDER BY id;
-- Every photo up to this one was looked at for copies; of the few done behind it copies are looked for once more.
INSERT INTO tally VALUES ('copies looked for up to',
  coalesce((SELECT min(id) - 1 FROM photo WHERE copies_due = 1), (SELECT max(id) FROM photo), 0));
INSERT INTO tally SELECT 'copies looked for', count(*) FROM photo
  WHERE id <= (SELECT count FROM tally WHERE name = 'copies looked for up to');
UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'photo') WHERE name = 'lean_photo';
DROP TABLE photo;
ALTER TABLE lean_photo RENAME TO photo;
ALTER TABLE placed_file RENAME TO file;

CREATE INDEX file_in_folder ON file (folder_id);
CREATE INDEX file_by_photo ON file (photo_id);
CREATE INDEX file_pending ON file (modified_at DESC) WHERE state = 'pending';
CREATE INDEX photo_by_hash ON photo (substr(content_hash, 1, 4));
CREATE INDEX photo_by_time ON photo (taken_at DESC, id DESC);
CREATE INDEX photo_by_kind ON photo (format, camera_id, lens_id, taken_at);
CREATE INDEX photo_by_rating ON photo (rating, taken_at) WHERE rating IS NOT NULL;
CREATE INDEX photo_by_place ON photo (place_id) WHERE place_id > 0;
CREATE INDEX photo_to_name ON photo (id) WHERE place_id IS NULL AND latitude IS NOT NULL AND longitude IS NOT NULL;
CREATE INDEX photo_without_file ON photo (id) WHERE file_count = 0;
CREATE INDEX photo_with_several_files ON photo (id) WHERE file_count > 1;
CREATE INDEX photo_with_metadata_due ON photo (id) WHERE metadata_due = 1;

CREATE VIEW located_file AS
  SELECT file.id, folder.root_id, folder.path AS folder, folder_id, name, size, modified_at, state, photo_id, sidecar, sidecar_modified_at
  FROM file JOIN folder ON folder.id = folder_id;
CREATE TRIGGER locate_file INSTEAD OF INSERT ON located_file BEGIN
  INSERT INTO folder (root_id, path) VALUES (NEW.root_id, NEW.folder) ON CONFLICT DO NOTHING;
  INSERT INTO file (id, folder_id, name, size, modified_at, state, photo_id, sidecar, sidecar_modified_at)
    SELECT NEW.id, id, NEW.name, NEW.size, NEW.modified_at, NEW.state, NEW.photo_id, NEW.sidecar, NEW.sidecar_modified_at
    FROM folder WHERE root_id = NEW.root_id AND path = NEW.folder;
END;

CREATE TRIGGER photo_of_new_content BEFORE INSERT ON photo
WHEN EXISTS (SELECT 1 FROM photo WHERE substr(content_hash, 1, 4) = substr(NEW.content_hash, 1, 4) AND content_hash = NEW.content_hash)
BEGIN
  SELECT RAISE(ABORT, 'UNIQUE constraint failed: photo.content_hash');
END;

-- Which types, cameras and lenses come together: the ranges of photo_by_kind. There are few, and those of no photo do no harm.
CREATE TABLE photo_kind (
  id        INTEGER PRIMARY KEY,
  format    TEXT NOT NULL,
  camera_id INTEGER,
  lens_id   INTEGER
);
INSERT INTO photo_kind (format, camera_id, lens_id) SELECT DISTINCT format, camera_id, lens_id FROM photo;
CREATE TRIGGER kind_photo_added AFTER INSERT ON photo BEGIN
  INSERT INTO photo_kind (format, camera_id, lens_id) SELECT NEW.format, NEW.camera_id, NEW.lens_id WHERE NOT EXISTS
    (SELECT 1 FROM photo_kind WHERE format = NEW.format AND camera_id IS NEW.camera_id AND lens_id IS NEW.lens_id);
END;
CREATE TRIGGER kind_photo_changed AFTER UPDATE OF format, camera_id, lens_id ON photo BEGIN
  INSERT INTO photo_kind (format, camera_id, lens_id) SELECT NEW.format, NEW.camera_id, NEW.lens_id WHERE NOT EXISTS
    (SELECT 1 FROM photo_kind WHERE format = NEW.format AND camera_id IS NEW.camera_id AND lens_id IS NEW.lens_id);
END;

CREATE TRIGGER copies_photo_removed AFTER DELETE ON photo BEGIN
  UPDATE tally SET count = count - 1 WHERE name = 'copies looked for'
    AND OLD.id <= (SELECT count FROM tally WHERE name = 'copies looked for up to');
END;

-- Features.

CREATE TABLE packed_feature (
  id             INTEGER PRIMARY KEY,    -- of the model, times 2^32, and of the photo
  is_provisional INTEGER NOT NULL DEFAULT 0, -- of the thumbnail, while the file is away: made again when it is back
  data           BLOB    NOT NULL        -- index/packed-feature.ts
);
CREATE TABLE feature_tally (
  model_id INTEGER PRIMARY KEY REFERENCES model (id) ON DELETE CASCADE,
  count    INTEGER NOT NULL,
  id_sum   INTEGER NOT NULL              -- of the photos
);
INSERT INTO packed_feature
  SELECT model_id << 32 | photo_id, is_provisional, packed_feature(photo_id, model_id, scale, data, checksum)
  FROM feature ORDER BY model_id, photo_id;
INSERT INTO feature_tally SELECT model_id, count(*), sum(photo_id) FROM feature GROUP BY model_id;
DROP TABLE feature;
ALTER TABLE packed_feature RENAME TO feature;
CREATE INDEX feature_provisional ON feature (id) WHERE is_provisional = 1;
CREATE TRIGGER feature_of_photo BEFORE INSERT ON feature
WHEN NOT EXISTS (SELECT 1 FROM photo WHERE id = NEW.id & 0xffffffff) BEGIN
  SELECT RAISE(ABORT, 'FOREIGN KEY constraint failed: a feature without its photo');
END;
CREATE TRIGGER tally_feature_added AFTER INSERT ON feature BEGIN
  INSERT INTO feature_tally VALUES (NEW.id >> 32, 1, NEW.id & 0xffffffff)
    ON CONFLICT (model_id) DO UPDATE SET count = count + 1, id_sum = id_sum + excluded.id_sum;
END;
CREATE TRIGGER tally_feature_removed AFTER DELETE ON feature BEGIN
  UPDATE feature_tally SET count = count - 1, id_sum = id_sum - (OLD.id & 0xffffffff) WHERE model_id = OLD.id >> 32;
END;
CREATE TRIGGER feature_photo_removed AFTER DELETE ON photo BEGIN
  DELETE FROM feature WHERE id IN (SELECT id << 32 | OLD.id FROM model);
END;

-- What follows the rows of photos and files, as before.

CREATE TRIGGER tally_photo_added AFTER INSERT ON photo BEGIN
  UPDATE tally SET count = count + 1 WHERE name = 'photo';
END;
CREATE TRIGGER tally_photo_removed AFTER DELETE ON photo BEGIN
  UPDATE tally SET count = count - 1 WHERE name = 'photo';
END;
CREATE TRIGGER tally_file_added AFTER INSERT ON file BEGIN
  UPDATE photo SET file_count = file_count + 1 WHERE id = NEW.photo_id;
  UPDATE root SET
    photo_count = photo_count + (NEW.photo_id IS NOT NULL),
    pending_count = pending_count + (NEW.state = 'pending'),
    new_count = new_count + (NEW.state = 'pending' AND NEW.photo_id IS NULL)
  WHERE id = (SELECT root_id FROM folder WHERE id = NEW.folder_id);
END;
CREATE TRIGGER tally_file_removed AFTER DELETE ON file BEGIN
  UPDATE photo SET file_count = file_count - 1 WHERE id = OLD.photo_id;
  UPDATE root SET
    photo_count = photo_count - (OLD.photo_id IS NOT NULL),
    pending_count = pending_count - (OLD.state = 'pending'),
    new_count = new_count - (OLD.state = 'pending' AND OLD.photo_id IS NULL)
  WHERE id = (SELECT root_id FROM folder WHERE id = OLD.folder_id);
END;
CREATE TRIGGER tally_file_changed AFTER UPDATE OF state, photo_id ON file BEGIN
  UPDATE photo SET file_count = file_count - 1 WHERE id = OLD.photo_id;
  UPDATE photo SET file_count = file_count + 1 WHERE id = NEW.photo_id;
  UPDATE root SET
    photo_count = photo_count + (NEW.photo_id IS NOT NULL) - (OLD.photo_id IS NOT NULL),
    pending_count = pending_count + (NEW.state = 'pending') - (OLD.state = 'pending'),
    new_count = new_count + (NEW.state = 'pending' AND NEW.photo_id IS NULL) - (OLD.state = 'pending' AND OLD.photo_id IS NULL)
  WHERE id = (SELECT root_id FROM folder WHERE id = NEW.folder_id);
END;
CREATE TRIGGER copies_files_changed AFTER UPDATE OF file_count ON photo
WHEN OLD.file_count IS NOT NEW.file_count AND max(OLD.file_count, NEW.file_count) > 1 BEGIN
  UPDATE tally SET count = count + 1 WHERE name = 'copies';
END;

CREATE TRIGGER metadata_file_removed AFTER DELETE ON file WHEN OLD.photo_id IS NOT NULL BEGIN
  UPDATE photo SET metadata_due = 1
  WHERE id = OLD.photo_id AND (OLD.sidecar IS NOT NULL OR taken_from IN ('name', 'file'));
END;
CREATE TRIGGER metadata_file_changed AFTER UPDATE OF photo_id ON file WHEN OLD.photo_id IS NOT NEW.photo_id BEGIN
  UPDATE photo SET metadata_due = 1
  WHERE id = OLD.photo_id AND (OLD.sidecar IS NOT NULL OR taken_from IN ('name', 'file'));
END;
CREATE TRIGGER metadata_sidecar_changed AFTER UPDATE OF sidecar, sidecar_modified_at ON file BEGIN
  UPDATE photo SET metadata_due = 1 WHERE id = NEW.photo_id;
END;

CREATE TRIGGER place_photo_added AFTER INSERT ON photo WHEN NEW.latitude IS NOT NULL AND NEW.longitude IS NOT NULL BEGIN
  INSERT INTO photo_place VALUES (NEW.id, NEW.latitude, NEW.latitude, NEW.longitude, NEW.longitude);
END;
CREATE TRIGGER place_photo_removed AFTER DELETE ON photo WHEN OLD.latitude IS NOT NULL BEGIN
  DELETE FROM photo_place WHERE id = OLD.id;
END;
CREATE TRIGGER place_photo_changed AFTER UPDATE OF latitude, longitude ON photo
WHEN OLD.latitude IS NOT NEW.latitude OR OLD.longitude IS NOT NEW.longitude BEGIN
  DELETE FROM photo_place WHERE id = NEW.id;
  INSERT INTO photo_place SELECT NEW.id, NEW.latitude, NEW.latitude, NEW.longitude, NEW.longitude
    WHERE NEW.latitude IS NOT NULL AND NEW.longitude IS NOT NULL;
END;
CREATE TRIGGER name_photo_moved AFTER UPDATE OF latitude, longitude ON photo
WHEN OLD.latitude IS NOT NEW.latitude OR OLD.longitude IS NOT NEW.longitude BEGIN
  UPDATE photo SET place_id = NULL WHERE id = NEW.id;
END;

CREATE VIEW photo_words AS
  SELECT photo.id, concat_ws(' ', group_concat(concat_ws(' ', file.name, folder.path, root.name), ' '),
    camera.name, lens.name, title, description, keywords, place.words) AS words
  FROM photo JOIN file ON file.photo_id = photo.id JOIN folder ON folder.id = folder_id JOIN root ON root.id = root_id
  LEFT JOIN device AS camera ON camera.id = camera_id LEFT JOIN device AS lens ON lens.id = lens_id
  LEFT JOIN place ON place.id = place_id
  GROUP BY photo.id;
CREATE TRIGGER words_file_added AFTER INSERT ON file WHEN NEW.photo_id IS NOT NULL BEGIN
  DELETE FROM photo_text WHERE rowid = NEW.photo_id;
  INSERT INTO photo_text (rowid, words) SELECT id, words FROM photo_words WHERE id = NEW.photo_id;
END;
CREATE TRIGGER words_file_removed AFTER DELETE ON file WHEN OLD.photo_id IS NOT NULL BEGIN
  DELETE FROM photo_text WHERE rowid = OLD.photo_id;
  INSERT INTO photo_text (rowid, words) SELECT id, words FROM photo_words WHERE id = OLD.photo_id;
END;
CREATE TRIGGER words_file_changed AFTER UPDATE OF photo_id ON file WHEN OLD.photo_id IS NOT NEW.photo_id BEGIN
  DELETE FROM photo_text WHERE rowid IN (OLD.photo_id, NEW.photo_id);
  INSERT INTO photo_text (rowid, words) SELECT id, words FROM photo_words WHERE id IN (OLD.photo_id, NEW.photo_id);
END;
CREATE TRIGGER words_photo_changed AFTER UPDATE OF camera_id, lens_id, title, description, keywords, place_id ON photo
WHEN (OLD.camera_id, OLD.lens_id, OLD.title, OLD.description, OLD.keywords, OLD.place_id)
  IS NOT (NEW.camera_id, NEW.lens_id, NEW.title, NEW.description, NEW.keywords, NEW.place_id) BEGIN
  DELETE FROM photo_text WHERE rowid = NEW.id;
  INSERT INTO photo_text (rowid, words) SELECT id, words FROM photo_words WHERE id = NEW.id;
END;
CREATE TRIGGER words_photo_removed AFTER DELETE ON photo BEGIN
  DELETE FROM photo_text WHERE rowid = OLD.id;
END;
