-- Which volume was mounted in a folder of a root: another one in its place says nothing about the photos of the first.

ALTER TABLE mounted_folder ADD COLUMN volume TEXT;       -- as root.volume; NULL when unknown
