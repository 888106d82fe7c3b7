// Finding a photo by its content: an index over four bytes of the hash leads to it, the whole hash decides.

/** A condition on rows of `photo`; @hash is the SHA-256 of the content. */
export const hasHash = 'substr(content_hash, 1, 4) = substr(@hash, 1, 4) AND content_hash = @hash';
