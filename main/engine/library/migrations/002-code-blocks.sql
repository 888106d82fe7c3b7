-- Codes in blocks of one cell instead of one row a photo: a library of a million is opened by reading some thousand rows,
-- and a checksum tells which codes to believe. The features are the truth: the codes that `code` held are made again from
-- them when the library is opened.

CREATE TABLE code_block (
  id            INTEGER PRIMARY KEY,
  generation_id INTEGER NOT NULL REFERENCES generation (id) ON DELETE CASCADE,
  cell          INTEGER NOT NULL,
  checksum      INTEGER NOT NULL,        -- CRC-32 of all columns but the id: main/engine/index/code-block.ts
  ids           BLOB    NOT NULL,        -- of the photos: u32 (count), little-endian
  codes         BLOB    NOT NULL         -- u8 (count, m)
);
CREATE INDEX code_block_by_cell ON code_block (generation_id, cell);
DROP TABLE code;

-- Counts and lists the photos of a model without reading their features.
CREATE INDEX feature_by_model ON feature (model_id);
