-- What was searched for, to be asked again: main/engine/search/history.ts. Pictures from outside are kept small, with what was
-- described of them; a question whose photo leaves the library goes with it.

CREATE TABLE past_query (
  id       INTEGER PRIMARY KEY,
  asked_at INTEGER NOT NULL,             -- the last time
  content  TEXT    NOT NULL UNIQUE,      -- what makes it this question and no other
  filter   TEXT    NOT NULL              -- JSON
);
CREATE INDEX past_query_by_time ON past_query (asked_at);

CREATE TABLE shown_picture (
  hash    BLOB    PRIMARY KEY,           -- SHA-256 of its file
  width   INTEGER NOT NULL,
  height  INTEGER NOT NULL,
  picture BLOB    NOT NULL,              -- JPEG, at most 512 pixels a side
  print   BLOB    NOT NULL,
  model   TEXT    NOT NULL,              -- SHA-256 of the model of the feature
  feature BLOB    NOT NULL
) WITHOUT ROWID;

CREATE TABLE past_picture (
  id       INTEGER PRIMARY KEY,
  query_id INTEGER NOT NULL REFERENCES past_query (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  role     TEXT    NOT NULL CHECK (role IN ('like', 'not')),
  region   TEXT,                         -- JSON; NULL for the whole
  name     TEXT    NOT NULL,
  photo_id INTEGER REFERENCES photo (id) ON DELETE CASCADE,
  hash     BLOB    REFERENCES shown_picture (hash),
  CHECK ((photo_id IS NULL) <> (hash IS NULL))
);
CREATE INDEX past_picture_by_query ON past_picture (query_id, position);
CREATE INDEX past_picture_by_photo ON past_picture (photo_id) WHERE photo_id IS NOT NULL;
CREATE INDEX past_picture_by_hash ON past_picture (hash) WHERE hash IS NOT NULL;

CREATE TRIGGER past_query_lost_picture AFTER DELETE ON past_picture BEGIN
  DELETE FROM past_query WHERE id = OLD.query_id;
END;
