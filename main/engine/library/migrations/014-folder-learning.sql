-- What a person's own folders teach: a hasher learned from them, and the code of each photo that it was learned from
-- (main/engine/folder-learning). All of it can be learned again.

CREATE TABLE folder_lesson (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  version    INTEGER NOT NULL,           -- of the way of learning
  model      TEXT    NOT NULL,           -- SHA-256 of the model of the features
  hasher     BLOB    NOT NULL,           -- core/hashing/deep/deep-hasher.ts
  report     TEXT    NOT NULL,           -- JSON: when, from how much, and what it is worth
  created_at INTEGER NOT NULL
);

CREATE TABLE folder_code (
  photo_id INTEGER PRIMARY KEY REFERENCES photo (id) ON DELETE CASCADE,
  code     BLOB    NOT NULL
);
