// Outlines on the globe laid flat: rings that cross the 180th meridian go on beyond it instead of jumping across the map, and
// are drawn again a turn away, so that both edges of the map have their part.
import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Polygon, Position } from 'geojson';

/** Each consecutive pair less than half a turn apart. */
export function unwrap(line: readonly Position[]): Position[] {
  let turn = 0;
  return line.map(([longitude = 0, latitude = 0], i) => {
    const before = line[i - 1]?.[0] ?? longitude;
    if (longitude - before > 180) turn -= 360;
    else if (longitude - before < -180) turn += 360;
    return [longitude + turn, latitude];
  });
}

/** A ring that does not close lies around a pole, and is closed by way of it. */
export function unwrapRing(ring: readonly Position[]): Position[] {
  const flat = unwrap(ring);
  const [first, last] = [flat[0], flat.at(-1)];
  if (!first || !last || Math.abs(last[0]! - first[0]!) < 180) return flat;
  const pole = last[1]! < 0 ? -90 : 90;
  return [...flat, [last[0]!, pole], [first[0]!, pole], first];
}

/** The line, and again on the other side of the map where it goes beyond an edge. */
function withCopies(line: Position[]): Position[][] {
  const longitudes = line.map(([longitude = 0]) => longitude);
  const copies = [line];
  if (Math.max(...longitudes) > 180) copies.push(moved(line, -360));
  if (Math.min(...longitudes) < -180) copies.push(moved(line, 360));
  return copies;
}

function moved(line: readonly Position[], turn: number): Position[] {
  return line.map(([longitude = 0, latitude = 0]) => [longitude + turn, latitude]);
}

/** Each outer ring as a polygon of its own; lakes that are cut out of land stay with it. */
export function flattenLand(land: FeatureCollection | Feature): MultiPolygon {
  const features = land.type === 'FeatureCollection' ? land.features : [land];
  const polygons = features.flatMap(({ geometry }) =>
    geometry.type === 'MultiPolygon' ? geometry.coordinates : [(geometry as Polygon).coordinates],
  );
  return {
    type: 'MultiPolygon',
    coordinates: polygons.flatMap(([outer = [], ...holes]) =>
      withCopies(unwrapRing(outer)).map((ring) => [ring, ...holes]),
    ),
  };
}

export function flattenBorders({ coordinates }: MultiLineString): MultiLineString {
  return { type: 'MultiLineString', coordinates: coordinates.flatMap((line) => withCopies(unwrap(line))) };
}
