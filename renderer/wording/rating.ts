// Stars that a person gives to photos.
import { countOf, photoCount } from '../formats.ts';
import { inLanguages } from './in-languages.ts';

export const rating = inLanguages({
  english: {
    label: 'Rating',
    stars: (count: number) => (count === 0 ? 'No stars' : countOf(count, 'star', 'stars')),
    given: (stars: number, photos: number) =>
      `${stars === 0 ? 'No stars' : countOf(stars, 'star', 'stars')} for ${photoCount(photos)}.`,
    toFiles: 'As the file says',
    asFiles: (photos: number) => `${photoCount(photos)} rated as the files say.`,
    asBefore: 'Rated as before.',
    keys: 'Alt 0 to 5',
  },
  chinese: {
    label: '评分',
    stars: (count) => (count === 0 ? '无星' : `${count} 星`),
    given: (stars, photos) => `已将 ${photoCount(photos)}评为${stars === 0 ? '无星' : ` ${stars} 星`}。`,
    toFiles: '恢复文件中的评分',
    asFiles: (photos) => `${photoCount(photos)}已恢复文件中的评分。`,
    asBefore: '已恢复原来的评分。',
    keys: 'Alt 0 至 5',
  },
});
