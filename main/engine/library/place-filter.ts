// A circle on the globe, asked of the R-tree of places.
import type { Condition } from './filter-condition.ts';

export interface Circle {
  latitude: number;
  longitude: number;
  kilometres: number;
}

const earthRadiusKm = 6371;

/**
 * The boxes around the circle narrow it down, the great-circle distance decides: the haversine formula, which stays exact for
 * small distances. The R-tree's own numbers are used, which are right to a metre.
 */
export function selectInCircle(circle: Circle): Condition {
  const { latitude, longitude, kilometres } = circle;
  const boxes = boxesAround(circle);
  const places = 'SELECT id, (south + north) / 2 AS y, (west + east) / 2 AS x FROM photo_place';
  const distance = `${2 * earthRadiusKm} * asin(min(1, sqrt(pow(sin(radians(y - ?) / 2), 2)
    + cos(radians(?)) * cos(radians(y)) * pow(sin(radians(x - ?) / 2), 2))))`;
  return {
    sql: boxes
      .map(
        () =>
          `SELECT id FROM (${places} WHERE north >= ? AND south <= ? AND east >= ? AND west <= ?) WHERE ${distance} <= ?`,
      )
      .join(' UNION ALL '),
    parameters: boxes.flatMap((box) => [...box, latitude, latitude, longitude, kilometres]),
  };
}

type Box = [south: number, north: number, west: number, east: number];

/** Two where the circle lies across the 180th meridian; all longitudes where it holds a pole. */
function boxesAround({ latitude, longitude, kilometres }: Circle): Box[] {
  const angle = kilometres / earthRadiusKm;
  const degrees = (angle * 180) / Math.PI + margin;
  const [south, north] = [latitude - degrees, latitude + degrees];
  if (south <= -90 || north >= 90) return [[south, north, -180, 180]];
  const width =
    (Math.asin(Math.min(1, Math.sin(angle) / Math.cos((latitude * Math.PI) / 180))) * 180) / Math.PI + margin;
  const [west, east] = [longitude - width, longitude + width];
  if (west < -180) return [[south, north, -180, east], [south, north, west + 360, 180]]; // prettier-ignore
  if (east > 180) return [[south, north, west, 180], [south, north, -180, east - 360]]; // prettier-ignore
  return [[south, north, west, east]];
}

/** Degrees; more than rounding to 32 bits moves a place. */
const margin = 1e-4;
