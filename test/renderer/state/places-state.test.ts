import { expect, it } from 'vitest';
import type { MapTown, PhotoCluster, Place } from '../../../main/engine/api/place-schemas.ts';
import { FiltersState } from '../../../renderer/state/filters-state.svelte.ts';
import { MapState } from '../../../renderer/state/map-state.svelte.ts';
import { PlacesState } from '../../../renderer/state/places-state.svelte.ts';
import { SearchState } from '../../../renderer/state/search-state.svelte.ts';
import { deferred, fakeClient, photo } from '../fake-engine.ts';

const box = { south: 40, north: 50, west: 0, east: 10 };
const cluster = (id: number): PhotoCluster => ({ latitude: 48, longitude: 2, count: id, box, photo: photo(id) });
const town = { name: 'Versailles', region: 'Île-de-France', country: 'FR' };
const versailles: MapTown = { ...town, id: 7, latitude: 48.8, longitude: 2.13, population: 85_000 };
const place: Place = { ...town, id: 7, latitude: 48.8, longitude: 2.13, count: 3 };

it('an answer to an earlier look of the map that comes late is not shown', async () => {
  const answers = [deferred<PhotoCluster[]>(), deferred<PhotoCluster[]>()];
  const waiting = [...answers];
  const map = new MapState(
    fakeClient({ places: { clusters: () => waiting.shift()!.promise, towns: () => Promise.resolve([]) } }),
  );
  const first = map.show({ box, zoom: 3 });
  const second = map.show({ box, zoom: 5 });
  answers[1]!.resolve([cluster(2)]);
  await second;
  answers[0]!.resolve([cluster(1)]);
  await first;
  expect(map.clusters).toEqual([cluster(2)]);
});

it('places that could not be listed say why, until they can', async () => {
  let isThere = false;
  const list = () => (isThere ? Promise.resolve([place]) : Promise.reject(new Error('gone')));
  const places = new PlacesState(fakeClient({ places: { list } }));
  await places.refresh();
  expect(places.failure).not.toBeNull();
  expect(places.list).toBeNull();
  isThere = true;
  await places.refresh();
  expect(places.failure).toBeNull();
  expect(places.list).toEqual([place]);
});

it('the circle of a town lies around its photos and has its name', async () => {
  const places = new PlacesState(fakeClient({ places: { box: () => Promise.resolve(box) } }));
  const near = await places.circleOf(place);
  expect(near).toMatchObject({ latitude: 45, longitude: 5, name: 'Versailles' });
  expect(near!.kilometres).toBeGreaterThan(650);
});

it.each([
  ['a word that photos have is looked for', 4, versailles, { text: 'Versailles' }],
  ['a town whose name no photo has is meant as a place', 0, versailles, { near: { name: 'Versailles' } }],
  ['a word that is no town either is looked for', 0, null, { text: 'Versailles' }],
])('%s', async (_, photoCount, found, expected) => {
  const client = fakeClient({
    photos: { count: () => Promise.resolve(photoCount) },
    places: { find: () => Promise.resolve(found) },
  });
  const search = new SearchState(client);
  await new FiltersState(client, search).type('Versailles');
  expect(search.question.filter).toMatchObject(expected);
  expect(Object.keys(search.question.filter)).toEqual(Object.keys(expected));
});
