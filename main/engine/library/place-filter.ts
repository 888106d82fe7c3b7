// A circle on the globe, asked of the R-tree of places.
import type { Condition } from './filter-condition.ts';

export interface Circle {
  latitude: number;
  longitude: number;
  kilometres: number;
}

const earthRadiusKm = 6371;
const radian = Math.PI / 180;

/**
 * The boxes around the circle narrow it down, the great-circle distance decides: half of the haversine formula's sum on both sides,
 * written with cosines, because each function costs SQLite as much as a row. So it is right to a metre, as the R-tree's own numbers are.
 */
export function selectInCircle(circle: Circle): Condition {
  const { latitude, longitude, kilometres } = circle;
  const boxes = boxesAround(circle);
  const places = 'SELECT id, (south + north) / 2 AS y, (west + east) / 2 AS x FROM photo_place';
  const apart = `1 - cos(${radian} * (y - ?)) + ? * cos(${radian} * y) * (1 - cos(${radian} * (x - ?)))`;
  const most = 1 - Math.cos(Math.min(Math.PI, kilometres / earthRadiusKm));
  return {
    sql: boxes
      .map(
        () =>
          `SELECT id FROM (${places} WHERE north >= ? AND south <= ? AND east >= ? AND west <= ?) WHERE ${apart} <= ?`,
      )
      .join(' UNION ALL '),
    parameters: boxes.flatMap((box) => [...box, latitude, Math.cos(radian * latitude), longitude, most]),
  };
}

type Box = [south: number, north: number, west: number, east: number];

/** Two where the circle lies across the 180th meridian; all longitudes where it holds a pole. */
function boxesAround({ latitude, longitude, kilometres }: Circle): Box[] {
  const angle = kilometres / earthRadiusKm;
  const degrees = angle / radian + margin;
  const [south, north] = [latitude - degrees, latitude + degrees];
  if (south <= -90 || north >= 90) return [[south, north, -180, 180]];
  const width = Math.asin(Math.min(1, Math.sin(angle) / Math.cos(radian * latitude))) / radian + margin;
  const [west, east] = [longitude - width, longitude + width];
  if (west < -180) return [[south, north, -180, east], [south, north, west + 360, 180]]; // prettier-ignore
  if (east > 180) return [[south, north, west, 180], [south, north, -180, east - 360]]; // prettier-ignore
  return [[south, north, west, east]];
}

/** Degrees; more than rounding to 32 bits moves a place. */
const margin = 1e-4;
