// What can be done with a photo of a wall: by a key while it has the focus, and by a button on it where there is one.
import type { Component } from 'svelte';
import type { PhotoSummary } from '../../main/engine/api/photo-schemas.ts';

/** A photo that stands for others like it. */
export interface PhotoStack {
  readonly count: number;
  readonly isOpen: boolean;
  /** What a click on its mark does, in words. */
  readonly label: string;
  readonly toggle: () => void;
}

export interface PhotoAction {
  /** As chordOf (input/chord.ts) writes it: 'f', 'Mod+c'. */
  readonly key: string;
  /** A verb with its object. */
  readonly label: string;
  /** Shown as a button on the photo; without one only the key does it. */
  readonly icon?: Component<{ size?: number | string }>;
  readonly act: (photo: PhotoSummary) => void;
}
