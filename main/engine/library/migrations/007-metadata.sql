-- What is known about photos, in columns that filters use: library/photo-filter.ts. Names of cameras and lenses are kept once.
-- The tables for places and words follow the rows by triggers.

CREATE TABLE device (
  id   INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('camera', 'lens')),
  name TEXT NOT NULL,
  UNIQUE (kind, name)
);

ALTER TABLE photo ADD COLUMN taken_offset INTEGER;                     -- minutes that the clock was ahead of UTC, where known
ALTER TABLE photo ADD COLUMN taken_from TEXT NOT NULL DEFAULT 'file';  -- exif, xmp, sidecar, name, file: who told taken_at
ALTER TABLE photo ADD COLUMN camera_id INTEGER REFERENCES device (id);
ALTER TABLE photo ADD COLUMN lens_id INTEGER REFERENCES device (id);
ALTER TABLE photo ADD COLUMN rating INTEGER;                           -- -1 (rejected), 1 to 5
ALTER TABLE photo ADD COLUMN orientation INTEGER NOT NULL DEFAULT 1;   -- as stored; width and height are upright
ALTER TABLE photo ADD COLUMN title TEXT;
ALTER TABLE photo ADD COLUMN description TEXT;
ALTER TABLE photo ADD COLUMN keywords TEXT;
-- To be read again, its metadata alone: photos of earlier versions, and those whose sidecar or file is another one now.
ALTER TABLE photo ADD COLUMN metadata_due INTEGER NOT NULL DEFAULT 1;

ALTER TABLE file ADD COLUMN sidecar TEXT;                              -- name of the XMP file beside it
ALTER TABLE file ADD COLUMN sidecar_modified_at REAL;

INSERT INTO device (kind, name) SELECT DISTINCT 'camera', camera FROM photo WHERE camera IS NOT NULL;
UPDATE photo SET camera_id = (SELECT id FROM device WHERE kind = 'camera' AND name = camera) WHERE camera IS NOT NULL;
ALTER TABLE photo DROP COLUMN camera;

CREATE INDEX photo_by_camera ON photo (camera_id, taken_at) WHERE camera_id IS NOT NULL;
CREATE INDEX photo_by_lens ON photo (lens_id, taken_at) WHERE lens_id IS NOT NULL;
CREATE INDEX photo_by_rating ON photo (rating, taken_at) WHERE rating IS NOT NULL;
CREATE INDEX photo_by_format ON photo (format, taken_at);
CREATE INDEX photo_with_metadata_due ON photo (id) WHERE metadata_due = 1;

-- A photo whose date, words or sidecar came from a file that shows it no longer asks the file that is left.
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

-- Places: https://sqlite.org/rtree.html. Its numbers are 32-bit and rounded outwards; the columns have the exact ones.
CREATE VIRTUAL TABLE photo_place USING rtree (id, south, north, west, east);
INSERT INTO photo_place SELECT id, latitude, latitude, longitude, longitude FROM photo
  WHERE latitude IS NOT NULL AND longitude IS NOT NULL;
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

-- Words: https://sqlite.org/fts5.html. Only the index is kept, not the texts: they stand in the rows.
CREATE VIRTUAL TABLE photo_text USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIEW photo_words AS
  SELECT photo.id, concat_ws(' ', group_concat(concat_ws(' ', file.name, file.folder, root.name), ' '),
    camera.name, lens.name, title, description, keywords) AS words
  FROM photo JOIN file ON file.photo_id = photo.id JOIN root ON root.id = file.root_id
  LEFT JOIN device AS camera ON camera.id = camera_id LEFT JOIN device AS lens ON lens.id = lens_id
  GROUP BY photo.id;
INSERT INTO photo_text (rowid, words) SELECT id, words FROM photo_words;
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
CREATE TRIGGER words_photo_changed AFTER UPDATE OF camera_id, lens_id, title, description, keywords ON photo
WHEN (OLD.camera_id, OLD.lens_id, OLD.title, OLD.description, OLD.keywords)
  IS NOT (NEW.camera_id, NEW.lens_id, NEW.title, NEW.description, NEW.keywords) BEGIN
  DELETE FROM photo_text WHERE rowid = NEW.id;
  INSERT INTO photo_text (rowid, words) SELECT id, words FROM photo_words WHERE id = NEW.id;
END;
CREATE TRIGGER words_photo_removed AFTER DELETE ON photo BEGIN
  DELETE FROM photo_text WHERE rowid = OLD.id;
END;
