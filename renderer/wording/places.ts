// Places: the map, the list of towns beside it, and what a place is called.
import type { Town } from '../../main/engine/api/photo-schemas.ts';
import { formatCount, photoCount } from '../formats.ts';
import { inLanguages } from './in-languages.ts';
import { locale } from './language.ts';

const countries = new Intl.DisplayNames(locale, { type: 'region' });

/** 'Virginia, United States'; the country alone where its region has the town's name or none is known. */
export function regionOf({ name, region, country }: Town): string {
  const land = countries.of(country) ?? country;
  return region === null || region === name ? land : places.inRegion(region, land);
}

/** 'Shenandoah, Virginia'; the country where no region says more. */
export function nameOfTown({ name, region, country }: Town): string {
  const around = region === null || region === name ? (countries.of(country) ?? country) : region;
  return places.inRegion(name, around);
}

/** The place of many photos, that of most first: 'Barcelona, Catalonia and elsewhere'; null where none is known. */
export function nameOfTowns(towns: readonly (Town | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const town of towns) {
    if (town === null) continue;
    const name = nameOfTown(town);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [most, ...others] = [...counts].sort((a, b) => b[1] - a[1]);
  if (most === undefined) return null;
  return others.length === 0 ? most[0] : places.andElsewhere(most[0]);
}

export const places = inLanguages({
  english: {
    title: 'Places',
    map: 'Map of your photos',
    list: 'Places with photos',
    draw: 'Draw a circle',
    drawHint: 'Press on the map and drag: the photos inside the circle are shown. Esc ends it.',
    closer: 'Closer',
    farther: 'Farther away',
    whole: 'Whole world',
    cluster: (count: number) => `${photoCount(count)} here`,
    count: (count: number) => formatCount(count),
    credits: 'Map: Natural Earth. Names: GeoNames, CC BY 4.0.',
    none: 'None of your photos says where it was taken.',
    noneHint: 'Photos of phones and of cameras with GPS do. Nothing is looked up on the internet.',
    cannotList: 'The places could not be listed.',
    inRegion: (name: string, region: string) => `${name}, ${region}`,
    andElsewhere: (name: string) => `${name} and elsewhere`,
    pick: 'Click the map to set the middle of the circle.',
  },
  chinese: {
    title: '地点',
    map: '照片地图',
    list: '有照片的地点',
    draw: '画一个圆',
    drawHint: '在地图上按住并拖动，即可显示圆内的照片。按 Esc 结束。',
    closer: '放大',
    farther: '缩小',
    whole: '整个世界',
    cluster: (count) => `此处有 ${photoCount(count)}`,
    count: (count) => formatCount(count),
    credits: '地图：Natural Earth。地名：GeoNames，CC BY 4.0。',
    none: '您的照片都没有记录拍摄地点。',
    noneHint: '手机和带 GPS 的相机拍摄的照片会记录地点。不会在网上查询任何内容。',
    cannotList: '无法列出地点。',
    inRegion: (name, region) => `${name}，${region}`,
    andElsewhere: (name) => `${name}等地`,
    pick: '点按地图以设定圆心。',
  },
});
