// Alt with a digit rates photos: one key for each number of stars, none first.

export const ratingKeys = ['Alt+0', 'Alt+1', 'Alt+2', 'Alt+3', 'Alt+4', 'Alt+5'] as const;

/** The stars that a key of the table gives; null for another key. */
export function starsOf(chord: string): number | null {
  const stars = ratingKeys.findIndex((key) => key === chord);
  return stars < 0 ? null : stars;
}
