-- Ratings that a person gave. Files are never changed, so they are kept here, by the content: they outlive the photo's row, a
-- repair and a folder that is removed and added again. photo.rating, which filters read, is the person's where there is one.
CREATE TABLE own_rating (
  content_hash BLOB    PRIMARY KEY,      -- SHA-256 of the file's bytes
  rating       INTEGER NOT NULL CHECK (rating BETWEEN 0 AND 5), -- 0: no stars, whatever the files say
  file_rating  INTEGER                   -- what the files say, to go back to: -1 (rejected), 1 to 5, NULL
) WITHOUT ROWID;

CREATE TRIGGER rating_given AFTER INSERT ON own_rating BEGIN
  UPDATE photo SET rating = nullif(NEW.rating, 0)
  WHERE substr(content_hash, 1, 4) = substr(NEW.content_hash, 1, 4) AND content_hash = NEW.content_hash;
END;
CREATE TRIGGER rating_changed AFTER UPDATE OF rating ON own_rating BEGIN
  UPDATE photo SET rating = nullif(NEW.rating, 0)
  WHERE substr(content_hash, 1, 4) = substr(NEW.content_hash, 1, 4) AND content_hash = NEW.content_hash;
END;
CREATE TRIGGER rating_taken_back AFTER DELETE ON own_rating BEGIN
  UPDATE photo SET rating = OLD.file_rating
  WHERE substr(content_hash, 1, 4) = substr(OLD.content_hash, 1, 4) AND content_hash = OLD.content_hash;
END;

-- What the files say comes with the first row of a photo, and whenever metadata is read again: then, and only then, taken_from is
-- written too, which tells it from the ratings above.
CREATE TRIGGER rating_photo_added AFTER INSERT ON photo
WHEN EXISTS (SELECT 1 FROM own_rating WHERE content_hash = NEW.content_hash) BEGIN
  UPDATE own_rating SET file_rating = NEW.rating WHERE content_hash = NEW.content_hash;
  UPDATE photo SET rating = (SELECT nullif(rating, 0) FROM own_rating WHERE content_hash = NEW.content_hash) WHERE id = NEW.id;
END;
CREATE TRIGGER rating_photo_read AFTER UPDATE OF taken_from ON photo
WHEN EXISTS (SELECT 1 FROM own_rating WHERE content_hash = NEW.content_hash) BEGIN
  UPDATE own_rating SET file_rating = NEW.rating WHERE content_hash = NEW.content_hash;
  UPDATE photo SET rating = (SELECT nullif(rating, 0) FROM own_rating WHERE content_hash = NEW.content_hash) WHERE id = NEW.id;
END;
