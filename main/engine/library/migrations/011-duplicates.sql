-- Copies of photos, found through the index and verified by their pixels: main/engine/duplicates. Pairs are of this library and
-- are found again when a photo is read again; what a person decided is kept by content, for ever.

ALTER TABLE photo ADD COLUMN copies_due INTEGER NOT NULL DEFAULT 1;    -- its copies are still to be looked for
CREATE INDEX photo_with_copies_due ON photo (id) WHERE copies_due = 1;
CREATE INDEX photo_with_several_files ON photo (id) WHERE file_count > 1;

CREATE TABLE copy_pair (
  first_id      INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
  second_id     INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE, -- the greater one
  kind          TEXT    NOT NULL CHECK (kind IN ('same-picture', 'near-copy')),
  part          TEXT    NOT NULL CHECK (part IN ('first', 'second')),     -- which of the two lies in the other
  share         REAL    NOT NULL,        -- the part's share of the other's area
  quarter_turns INTEGER NOT NULL,        -- of the second over the first, clockwise, after mirroring
  mirrored      INTEGER NOT NULL,
  agreement     REAL    NOT NULL,        -- of the pixels, up to 1
  PRIMARY KEY (first_id, second_id)
) WITHOUT ROWID;
CREATE INDEX copy_pair_by_second ON copy_pair (second_id);

CREATE TABLE not_copies (
  first_hash  BLOB    NOT NULL,          -- content_hash of two photos, the smaller first; they need not be there now
  second_hash BLOB    NOT NULL,
  decided_at  INTEGER NOT NULL,
  PRIMARY KEY (first_hash, second_hash)
) WITHOUT ROWID;

CREATE TABLE binned_file (
  id           INTEGER PRIMARY KEY,
  batch        INTEGER NOT NULL,         -- files that went to the bin together
  path         TEXT    NOT NULL,
  size         INTEGER NOT NULL,
  content_hash BLOB    NOT NULL,
  bin_path     TEXT,                     -- where it lies in the bin; NULL when the system does not say
  bin_info     TEXT,                     -- the bin's note about it
  binned_at    INTEGER NOT NULL
);
CREATE INDEX binned_file_by_batch ON binned_file (batch);

-- Changes whenever the groups may have changed: they are worked out once and kept until then.
INSERT INTO tally VALUES ('copies', 0);
CREATE TRIGGER copies_pair_added AFTER INSERT ON copy_pair BEGIN
  UPDATE tally SET count = count + 1 WHERE name = 'copies';
END;
CREATE TRIGGER copies_pair_removed AFTER DELETE ON copy_pair BEGIN
  UPDATE tally SET count = count + 1 WHERE name = 'copies';
END;
CREATE TRIGGER copies_decided AFTER INSERT ON not_copies BEGIN
  UPDATE tally SET count = count + 1 WHERE name = 'copies';
END;
CREATE TRIGGER copies_undecided AFTER DELETE ON not_copies BEGIN
  UPDATE tally SET count = count + 1 WHERE name = 'copies';
END;
CREATE TRIGGER copies_files_changed AFTER UPDATE OF file_count ON photo
WHEN OLD.file_count IS NOT NEW.file_count AND max(OLD.file_count, NEW.file_count) > 1 BEGIN
  UPDATE tally SET count = count + 1 WHERE name = 'copies';
END;
