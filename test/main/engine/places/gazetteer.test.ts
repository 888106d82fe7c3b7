import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Gazetteer } from '../../../../main/engine/places/gazetteer.ts';
import { projectFolder } from '../../../../main/hosts/build.ts';

const gazetteer = new Gazetteer(join(projectFolder, 'resources'));
const nameAt = (latitude: number, longitude: number) => gazetteer.nearest(latitude, longitude)?.name;

describe('a place is named after', () => {
  it('the town that it lies in, however many suburbs are nearer than its middle', () => {
    expect(gazetteer.nearest(48.8584, 2.2945)).toMatchObject({ name: 'Paris', country: 'FR' }); // Eiffel tower
    expect(nameAt(41.4036, 2.1744)).toBe('Barcelona'); // Sagrada Família
    expect(gazetteer.nearest(38.485, -78.625)).toMatchObject({ name: 'Shenandoah', region: 'Virginia', country: 'US' });
  });

  it('no town when all are far away', () => {
    expect(gazetteer.nearest(0, -30)).toBeNull();
    expect(gazetteer.nearest(-89, 10)).toBeNull();
  });

  it('the nearest town on the other side of the 180th meridian', () => {
    const west = gazetteer.nearest(-16.8, -179.99);
    expect(west).toMatchObject({ country: 'FJ' });
    expect(west!.longitude).toBeGreaterThan(179);
  });
});

describe('a town is found by its name', () => {
  it('in any case and without its accents, the largest of several', () => {
    expect(gazetteer.find('barcelona')).toMatchObject({ country: 'ES' });
    expect(gazetteer.find('ZURICH')).toMatchObject({ country: 'CH' });
  });

  it('with its region or country where another is larger', () => {
    expect(gazetteer.find('Paris, Texas')).toMatchObject({ region: 'Texas' });
    expect(gazetteer.find('Paris, United States')).toMatchObject({ country: 'US' });
    expect(gazetteer.find('Paris, 法国')).toMatchObject({ country: 'FR' });
  });

  it('and not by other words', () => {
    expect(gazetteer.find('nowhere at all')).toBeNull();
    expect(gazetteer.find(' , ')).toBeNull();
  });
});

it('the largest towns of a box lie in it, also across the 180th meridian', () => {
  const fiji = gazetteer.largestIn({ south: -20, north: -15, west: 177, east: -178 }, 5);
  expect(fiji.map(({ country }) => country)).toEqual(Array.from({ length: 5 }, () => 'FJ'));
  const populations = fiji.map(({ population }) => population);
  expect(populations).toEqual([...populations].sort((a, b) => b - a));
});
