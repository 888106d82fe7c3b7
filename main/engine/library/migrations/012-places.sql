-- The town that a photo was taken in or near: library rows remember its name, so that words find it. What is still to be looked up
-- is found by the index photo_to_name; places/place-naming.ts does it.

CREATE TABLE place (
  id        INTEGER PRIMARY KEY,  -- of GeoNames
  name      TEXT NOT NULL,
  region    TEXT,
  country   TEXT NOT NULL,        -- ISO 3166-1, two letters
  latitude  REAL NOT NULL,
  longitude REAL NOT NULL,
  words     TEXT NOT NULL         -- what finds it: its names and those of the country
);

ALTER TABLE photo ADD COLUMN place_id INTEGER;  -- NULL: not looked up yet; 0: far from every town

CREATE INDEX photo_by_place ON photo (place_id) WHERE place_id > 0;
CREATE INDEX photo_to_name ON photo (id) WHERE place_id IS NULL AND latitude IS NOT NULL AND longitude IS NOT NULL;

DROP TRIGGER words_photo_changed;
DROP VIEW photo_words;
CREATE VIEW photo_words AS
  SELECT photo.id, concat_ws(' ', group_concat(concat_ws(' ', file.name, file.folder, root.name), ' '),
    camera.name, lens.name, title, description, keywords, place.words) AS words
  FROM photo JOIN file ON file.photo_id = photo.id JOIN root ON root.id = file.root_id
  LEFT JOIN device AS camera ON camera.id = camera_id LEFT JOIN device AS lens ON lens.id = lens_id
  LEFT JOIN place ON place.id = place_id
  GROUP BY photo.id;
CREATE TRIGGER words_photo_changed AFTER UPDATE OF camera_id, lens_id, title, description, keywords, place_id ON photo
WHEN (OLD.camera_id, OLD.lens_id, OLD.title, OLD.description, OLD.keywords, OLD.place_id)
  IS NOT (NEW.camera_id, NEW.lens_id, NEW.title, NEW.description, NEW.keywords, NEW.place_id) BEGIN
  DELETE FROM photo_text WHERE rowid = NEW.id;
  INSERT INTO photo_text (rowid, words) SELECT id, words FROM photo_words WHERE id = NEW.id;
END;

CREATE TRIGGER name_photo_moved AFTER UPDATE OF latitude, longitude ON photo
WHEN OLD.latitude IS NOT NEW.latitude OR OLD.longitude IS NOT NEW.longitude BEGIN
  UPDATE photo SET place_id = NULL WHERE id = NEW.id;
END;
