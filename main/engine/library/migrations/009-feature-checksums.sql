-- Each feature with a checksum, so that a changed bit is seen: main/engine/index/feature-checksum.ts. Those that are there are
-- signed as they are.

ALTER TABLE feature ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
UPDATE feature SET checksum = feature_checksum(photo_id, model_id, scale, data);
