// Bag of features: a photo is how often each visual word occurs in it, and photos are ranked by the angle between these counts.
// Source: Sivic, Zisserman, 'Video Google: a text retrieval approach to object matching in videos', ICCV 2003, section 4.
import { expectInteger } from '../checks.ts';
import { unexpected } from '../errors.ts';

export interface RankedPhoto {
  readonly photo: number;
  /** The larger the more alike. */
  readonly score: number;
}

/** Photos that have a word, and how often. */
interface Postings {
  readonly photos: number[];
  readonly counts: number[];
}

/** An inverted file: 8 bytes for each word of a photo (number of the photo, count), however often it occurs. */
export class BagOfFeatures {
  readonly wordCount: number;
  private readonly postings: readonly Postings[];
  private readonly photos = new Set<number>();
  private postingCount = 0;
  /** Lengths of the photos' weighted counts; null when a photo came since: every weight then changes. */
  private lengths: Map<number, number> | null = null;

  /** @param wordCount size of the vocabulary */
  constructor(wordCount: number) {
    expectInteger('words of the vocabulary', wordCount, 1, 2 ** 24);
    this.wordCount = wordCount;
    this.postings = Array.from({ length: wordCount }, () => ({ photos: [], counts: [] }));
  }

  get bytes(): number {
    return 8 * this.postingCount;
  }

  /** @param words the word of each descriptor. @throws CoreError `id` for a photo that is there; `parameter` */
  add(photo: number, words: ArrayLike<number>): void {
    if (this.photos.has(photo)) throw unexpected('id', 'add', 'a photo that is not yet here', photo);
    for (const [word, count] of this.countWords(words)) {
      this.postings[word]!.photos.push(photo);
      this.postings[word]!.counts.push(count);
      this.postingCount++;
    }
    this.photos.add(photo);
    this.lengths = null;
  }

  /** Photos that share a word, best first, equal ones by number: cosines of tf-idf weights. Cost O(postings of the words) */
  search(words: ArrayLike<number>): RankedPhoto[] {
    this.lengths ??= this.weightedLengths();
    const scores = new Map<number, number>();
    let squares = 0;
    for (const [word, count] of this.countWords(words)) {
      const rarity = this.rarityOf(word);
      squares += (count * rarity) ** 2;
      const { photos, counts } = this.postings[word]!;
      for (const [i, photo] of photos.entries()) {
        scores.set(photo, (scores.get(photo) ?? 0) + count * counts[i]! * rarity ** 2);
      }
    }
    const ranked = [...scores].map(([photo, product]) => {
      // A photo all of whose words every photo has is of length 0, and so is its product.
      return { photo, score: product === 0 ? 0 : product / (Math.sqrt(squares) * this.lengths!.get(photo)!) };
    });
    return ranked.sort((a, b) => b.score - a.score || a.photo - b.photo);
  }

  /** Inverse document frequency: the logarithm of how many times as many photos there are as have the word. */
  private rarityOf(word: number): number {
    const { length } = this.postings[word]!.photos;
    return length === 0 ? 0 : Math.log(this.photos.size / length);
  }

  private weightedLengths(): Map<number, number> {
    const squares = new Map<number, number>();
    for (const [word, { photos, counts }] of this.postings.entries()) {
      const rarity = this.rarityOf(word);
      for (const [i, photo] of photos.entries()) {
        squares.set(photo, (squares.get(photo) ?? 0) + (counts[i]! * rarity) ** 2);
      }
    }
    return new Map([...squares].map(([photo, square]) => [photo, Math.sqrt(square)]));
  }

  private countWords(words: ArrayLike<number>): Map<number, number> {
    const counts = new Map<number, number>();
    for (let i = 0; i < words.length; i++) {
      const word = words[i]!;
      expectInteger('word', word, 0, this.wordCount - 1);
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    return counts;
  }
}
