// Stands with every failure: a Likeness with other decoders tries those files again, once.

/** The packages as package.json names them, and a number for the readers of this folder: raise it when they read more. */
export const decoderVersion = 'sharp 0.35.5, libheif-js 1.23.2, @jsquash/jxl 1.3.0, containers 1';
