-- The first library. A photo is a content (its hash); a file is a place where that content was found.
-- A photo's row, its feature and its code are written in one transaction, so catalogue and index cannot disagree.

CREATE TABLE root (
  id        INTEGER PRIMARY KEY,
  path      TEXT    NOT NULL UNIQUE,
  name      TEXT    NOT NULL,
  is_sample INTEGER NOT NULL DEFAULT 0,
  state     TEXT    NOT NULL DEFAULT 'online' CHECK (state IN ('online', 'offline')),
  added_at  INTEGER NOT NULL,            -- all times: milliseconds since 1970
  seen_at   INTEGER                      -- last scan that found the folder
);

CREATE TABLE photo (
  id           INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: pages and index know a photo by it
  content_hash BLOB    NOT NULL UNIQUE,  -- SHA-256 of the file's bytes
  format       TEXT    NOT NULL,
  width        INTEGER NOT NULL,         -- upright
  height       INTEGER NOT NULL,
  taken_at     INTEGER NOT NULL,         -- EXIF, else the file's time
  latitude     REAL,
  longitude    REAL,
  camera       TEXT,
  colour       INTEGER NOT NULL,         -- mean colour, 0xRRGGBB
  print        BLOB    NOT NULL          -- 12 x 12 luminance print: the second signal
);
CREATE INDEX photo_by_time ON photo (taken_at DESC, id DESC);

CREATE TABLE file (
  id          INTEGER PRIMARY KEY,
  root_id     INTEGER NOT NULL REFERENCES root (id) ON DELETE CASCADE,
  folder      TEXT    NOT NULL,          -- relative to the root, '/' between parts, '' at the top
  name        TEXT    NOT NULL,
  size        INTEGER NOT NULL,
  modified_at REAL    NOT NULL,
  state       TEXT    NOT NULL CHECK (state IN ('pending', 'ready', 'failed')),
  photo_id    INTEGER REFERENCES photo (id) ON DELETE SET NULL,
  UNIQUE (root_id, folder, name)
);
CREATE INDEX file_by_photo ON file (photo_id);
CREATE INDEX file_by_size ON file (size); -- a size that no other file has is a content not read before
CREATE INDEX file_pending ON file (modified_at DESC) WHERE state = 'pending';

CREATE TABLE failure (
  file_id  INTEGER PRIMARY KEY REFERENCES file (id) ON DELETE CASCADE,
  code     TEXT    NOT NULL,
  message  TEXT    NOT NULL,
  tried_at INTEGER NOT NULL
);

CREATE TABLE model (
  id     INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  name   TEXT NOT NULL
);

CREATE TABLE feature (
  photo_id INTEGER PRIMARY KEY REFERENCES photo (id) ON DELETE CASCADE,
  model_id INTEGER NOT NULL REFERENCES model (id),
  scale    REAL    NOT NULL,             -- feature = int8 data x scale
  data     BLOB    NOT NULL
);

CREATE TABLE generation (
  id                 INTEGER PRIMARY KEY,
  origin             TEXT    NOT NULL CHECK (origin IN ('starting', 'own')),
  model_id           INTEGER NOT NULL REFERENCES model (id),
  data               BLOB    NOT NULL,   -- core/index/generation-format.ts
  trained_on         INTEGER NOT NULL,   -- photos
  quantisation_error REAL    NOT NULL,   -- mean squared, over the training photos
  is_active          INTEGER NOT NULL DEFAULT 0,
  created_at         INTEGER NOT NULL
);
CREATE UNIQUE INDEX one_active_generation ON generation (is_active) WHERE is_active = 1;

CREATE TABLE code (
  generation_id INTEGER NOT NULL REFERENCES generation (id) ON DELETE CASCADE,
  photo_id      INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
  cell          INTEGER NOT NULL,
  data          BLOB    NOT NULL,
  PRIMARY KEY (generation_id, photo_id)
) WITHOUT ROWID;
