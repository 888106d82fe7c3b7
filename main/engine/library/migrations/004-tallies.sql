-- Counts that the page shows four times a second are kept, not counted: at a million photos a count costs a tenth of a second.
-- Triggers keep them, in the transaction of the change itself.

ALTER TABLE photo ADD COLUMN file_count INTEGER NOT NULL DEFAULT 0;    -- files that show this photo
UPDATE photo SET file_count = (SELECT count(*) FROM file WHERE photo_id = photo.id);
CREATE INDEX photo_without_file ON photo (id) WHERE file_count = 0;

ALTER TABLE root ADD COLUMN photo_count INTEGER NOT NULL DEFAULT 0;    -- files that show a photo
ALTER TABLE root ADD COLUMN pending_count INTEGER NOT NULL DEFAULT 0;  -- files left to read
ALTER TABLE root ADD COLUMN new_count INTEGER NOT NULL DEFAULT 0;      -- of those, the ones that show no photo yet
UPDATE root SET
  photo_count = (SELECT count(photo_id) FROM file WHERE root_id = root.id),
  pending_count = (SELECT count(*) FROM file WHERE root_id = root.id AND state = 'pending'),
  new_count = (SELECT count(*) FROM file WHERE root_id = root.id AND state = 'pending' AND photo_id IS NULL);

CREATE TABLE tally (
  name  TEXT PRIMARY KEY,
  count INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO tally VALUES ('photo', (SELECT count(*) FROM photo)), ('failure', (SELECT count(*) FROM failure));

CREATE TRIGGER tally_photo_added AFTER INSERT ON photo BEGIN
  UPDATE tally SET count = count + 1 WHERE name = 'photo';
END;
CREATE TRIGGER tally_photo_removed AFTER DELETE ON photo BEGIN
  UPDATE tally SET count = count - 1 WHERE name = 'photo';
END;
CREATE TRIGGER tally_failure_added AFTER INSERT ON failure BEGIN
  UPDATE tally SET count = count + 1 WHERE name = 'failure';
END;
CREATE TRIGGER tally_failure_removed AFTER DELETE ON failure BEGIN
  UPDATE tally SET count = count - 1 WHERE name = 'failure';
END;

CREATE TRIGGER tally_file_added AFTER INSERT ON file BEGIN
  UPDATE photo SET file_count = file_count + 1 WHERE id = NEW.photo_id;
  UPDATE root SET
    photo_count = photo_count + (NEW.photo_id IS NOT NULL),
    pending_count = pending_count + (NEW.state = 'pending'),
    new_count = new_count + (NEW.state = 'pending' AND NEW.photo_id IS NULL)
  WHERE id = NEW.root_id;
END;
CREATE TRIGGER tally_file_removed AFTER DELETE ON file BEGIN
  UPDATE photo SET file_count = file_count - 1 WHERE id = OLD.photo_id;
  UPDATE root SET
    photo_count = photo_count - (OLD.photo_id IS NOT NULL),
    pending_count = pending_count - (OLD.state = 'pending'),
    new_count = new_count - (OLD.state = 'pending' AND OLD.photo_id IS NULL)
  WHERE id = OLD.root_id;
END;
CREATE TRIGGER tally_file_changed AFTER UPDATE OF state, photo_id ON file BEGIN
  UPDATE photo SET file_count = file_count - 1 WHERE id = OLD.photo_id;
  UPDATE photo SET file_count = file_count + 1 WHERE id = NEW.photo_id;
  UPDATE root SET
    photo_count = photo_count + (NEW.photo_id IS NOT NULL) - (OLD.photo_id IS NOT NULL),
    pending_count = pending_count + (NEW.state = 'pending') - (OLD.state = 'pending'),
    new_count = new_count + (NEW.state = 'pending' AND NEW.photo_id IS NULL) - (OLD.state = 'pending' AND OLD.photo_id IS NULL)
  WHERE id = NEW.root_id;
END;
