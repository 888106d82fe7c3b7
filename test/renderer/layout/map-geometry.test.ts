import { describe, expect, it } from 'vitest';
import {
  boxAround,
  boxOnGlobe,
  circleAround,
  roundKilometres,
  withoutOverlap,
  zoomOfWorld,
} from '../../../renderer/layout/map-geometry.ts';

describe('a box of the map, as the engine takes it', () => {
  it('is the whole globe when the map shows more than that', () => {
    const box = { south: -95, north: 95, west: -200, east: 200 };
    expect(boxOnGlobe(box)).toEqual({ south: -90, north: 90, west: -180, east: 180 });
  });

  it('comes back on the other side of the 180th meridian', () => {
    expect(boxOnGlobe({ south: -20, north: 0, west: 170, east: 190 })).toMatchObject({ west: 170, east: -170 });
    expect(boxOnGlobe({ south: -20, north: 0, west: -190, east: -170 })).toMatchObject({ west: 170, east: -170 });
    expect(boxOnGlobe({ south: -20, north: 0, west: -180, east: 180 })).toMatchObject({ west: -180, east: 180 });
  });
});

describe('a circle', () => {
  it('around a box holds its corners', () => {
    const circle = circleAround({ south: 48, north: 49, west: 2, east: 3 });
    expect(circle).toMatchObject({ latitude: 48.5, longitude: 2.5 });
    expect(circle.kilometres).toBeGreaterThan(66.5); // half a degree north and half a degree east
    expect(circle.kilometres).toBeLessThan(75);
  });

  it('around a single place is large enough to hold it', () => {
    expect(circleAround({ south: 1, north: 1, west: 2, east: 2 }).kilometres).toBeGreaterThan(0);
  });

  it('around photos on both sides of the 180th meridian stays there', () => {
    const circle = circleAround({ south: -17, north: -16, west: 179.5, east: 180.7 });
    expect(circle.longitude).toBeCloseTo(-179.9, 9);
    expect(circle.kilometres).toBeLessThan(100);
  });

  it('lies inside the box around it', () => {
    const { south, north, west, east } = boxAround({ latitude: 60, longitude: 10, kilometres: 111 });
    expect(north - 60).toBeGreaterThan(1);
    expect(60 - south).toBeGreaterThan(1);
    expect(east - 10).toBeGreaterThan(2); // a degree of longitude is half as long there
    expect(10 - west).toBeGreaterThan(2);
  });

  it('is told in two digits', () => {
    expect([1234, 56.78, 0.347, 0.01].map(roundKilometres)).toEqual([1200, 57, 0.35, 0.1]);
  });
});

it('names on the map give way to those before them and to what is taken', () => {
  const labels = [
    { x: 100, y: 100, text: 'Paris' },
    { x: 110, y: 105, text: 'Versailles' },
    { x: 300, y: 100, text: 'Reims' },
    { x: 100, y: 300, text: 'Lyon' },
  ];
  expect(withoutOverlap(labels, [{ x: 310, y: 110, reach: 27 }]).map(({ text }) => text)).toEqual(['Paris', 'Lyon']);
});

it('the world is just as wide as the map at its zoom', () => {
  expect(256 * 2 ** zoomOfWorld(1140)).toBeCloseTo(1140);
  expect(zoomOfWorld(0)).toBe(0);
});
