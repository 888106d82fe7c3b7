-- With which decoders a file could not be read (ingest/decoders/decoder-version.ts): others may read it, the same need not try.

ALTER TABLE failure ADD COLUMN decoder TEXT NOT NULL DEFAULT '';
