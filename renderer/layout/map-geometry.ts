// Boxes, circles and labels on a map, in degrees and pixels.
import type { Box } from '../../main/engine/api/place-schemas.ts';

export interface Circle {
  latitude: number;
  longitude: number;
  kilometres: number;
}

/** What a map shows, as the engine takes it: inside the globe, though the map may reach beyond its edges. */
export function boxOnGlobe({ south, north, west, east }: Box): Box {
  const [down, up] = [Math.max(-90, south), Math.min(90, north)];
  if (east - west >= 360) return { south: down, north: up, west: -180, east: 180 };
  return { south: down, north: up, west: turnedBack(west), east: turnedBack(east) };
}

function turnedBack(longitude: number): number {
  if (longitude >= -180 && longitude <= 180) return longitude;
  return ((((longitude + 180) % 360) + 360) % 360) - 180;
}

/** Kilometres as a person says them: two digits, a tenth of a kilometre at least. */
export function roundKilometres(kilometres: number): number {
  if (kilometres < 0.1) return 0.1;
  return Number(kilometres.toPrecision(2));
}

/** The zoom at which the world is just as wide as the map. */
export function zoomOfWorld(width: number): number {
  return Math.max(0, Math.log2(Math.max(1, width) / 256));
}

export interface Label {
  x: number;
  y: number;
  text: string;
}

/** Pixels of a letter and of a line, as wide and high as labels are at most. */
const letter = 7;
const line = 18;

/** A place on the screen that is taken: its middle, and how far it reaches to all sides. */
export interface Taken {
  x: number;
  y: number;
  reach: number;
}

/** Keeps the first ones that lie over no other, and over nothing that is taken. O(n²) of few. */
export function withoutOverlap<Kept extends Label>(labels: readonly Kept[], taken: readonly Taken[] = []): Kept[] {
  const kept: Kept[] = [];
  for (const label of labels) {
    const half = (letter * label.text.length) / 2;
    const isFree =
      kept.every(
        (other) =>
          Math.abs(other.y - label.y) > line ||
          Math.abs(other.x - label.x) > half + (letter * other.text.length) / 2 + line,
      ) &&
      taken.every(
        ({ x, y, reach }) => Math.abs(y - label.y) > reach + line / 2 || Math.abs(x - label.x) > reach + half,
      );
    if (isFree) kept.push(label);
  }
  return kept;
}

/** The smallest that is worth being named, and room for what rounding moves. */
const leastKilometres = 0.2;
const room = 1.05;

/** Around a box: its middle, and as far as its corners. */
export function circleAround({ south, north, west, east }: Box): Circle {
  const latitude = (south + north) / 2;
  const longitude = turnedBack((west + east) / 2);
  const height = ((north - south) / 2) * kilometresADegree;
  const width = ((east - west) / 2) * kilometresADegree * Math.cos((latitude * Math.PI) / 180);
  const kilometres = Number((Math.hypot(height, width) * room).toPrecision(2));
  return { latitude, longitude, kilometres: Math.max(leastKilometres, kilometres) };
}

const kilometresADegree = (2 * Math.PI * 6371) / 360;

/** A box around a circle, with room to see what lies beside it. */
export function boxAround({ latitude, longitude, kilometres }: Circle): Box {
  const height = (2 * kilometres) / kilometresADegree;
  const width = height / Math.max(0.1, Math.cos((latitude * Math.PI) / 180));
  return {
    south: Math.max(-80, latitude - height),
    north: Math.min(84, latitude + height),
    west: Math.max(-180, longitude - width),
    east: Math.min(180, longitude + width),
  };
}
