// Where groups of copies lie: cards of one height side by side, wrapped, and the groups below one another. Pure geometry.
import { aspectOf, type Box, type Proportions } from './justified-rows.ts';

export interface CardOptions {
  width: number;
  /** Of the picture on a card. */
  pictureHeight: number;
  /** Of what stands below it. */
  captionHeight: number;
  gap: number;
}

export interface PlacedCards {
  /** Of whole cards. */
  boxes: Box[];
  height: number;
}

/** A card is as wide as its picture, within what its words need and what leaves room for a second one. */
const narrowest = 192;
const widest = 300;

export function placeCards(pictures: readonly Proportions[], options: CardOptions): PlacedCards {
  const { width, pictureHeight, captionHeight, gap } = options;
  const height = pictureHeight + captionHeight;
  const boxes: Box[] = [];
  let [left, top] = [0, 0];
  for (const picture of pictures) {
    const cardWidth = Math.min(width, widest, Math.max(narrowest, aspectOf(picture) * pictureHeight));
    if (left > 0 && left + cardWidth > width) [left, top] = [0, top + height + gap];
    boxes.push({ left, top, width: cardWidth, height });
    left += cardWidth + gap;
  }
  return { boxes, height: boxes.length === 0 ? 0 : top + height };
}

export interface PlacedGroup extends PlacedCards {
  top: number;
}

/** @param extra height of a group beside its cards: heading and the space below */
export function stackGroups(groups: readonly PlacedCards[], extra: number): (PlacedGroup & { height: number })[] {
  let top = 0;
  return groups.map(({ boxes, height }) => {
    const placed = { boxes, top, height: height + extra };
    top += placed.height;
    return placed;
  });
}
