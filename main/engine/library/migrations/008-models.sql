-- A feature belongs to a photo and a model: while another model describes the photos anew, the library goes on answering with
-- the one it was made with. Each model has an active generation of its own, and one model answers.

CREATE TABLE feature_of_model (
  photo_id       INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
  model_id       INTEGER NOT NULL REFERENCES model (id),
  scale          REAL    NOT NULL,       -- feature = int8 data x scale
  data           BLOB    NOT NULL,
  is_provisional INTEGER NOT NULL DEFAULT 0, -- of the thumbnail, while the file is away: made again when it is back
  PRIMARY KEY (photo_id, model_id)
);
INSERT INTO feature_of_model (photo_id, model_id, scale, data)
  SELECT photo_id, model_id, scale, data FROM feature ORDER BY photo_id;
DROP TABLE feature;
ALTER TABLE feature_of_model RENAME TO feature;
CREATE INDEX feature_provisional ON feature (photo_id) WHERE is_provisional = 1;

ALTER TABLE model ADD COLUMN is_answering INTEGER NOT NULL DEFAULT 0;
UPDATE model SET is_answering = 1 WHERE id = (SELECT model_id FROM generation WHERE is_active = 1);
CREATE UNIQUE INDEX one_answering_model ON model (is_answering) WHERE is_answering = 1;

DROP INDEX one_active_generation;
CREATE UNIQUE INDEX one_active_generation ON generation (model_id) WHERE is_active = 1;
