// What lies on the map: prints of photos with their number, names of towns, and the circle that is set.
import L from 'leaflet';
import type { MapTown, PhotoCluster } from '../../main/engine/api/place-schemas.ts';
import { withoutOverlap, type Circle } from '../layout/map-geometry.ts';
import { thumbnailOf } from '../pictures.ts';

const printSize = 54;

export interface ClusterWords {
  label: (count: number) => string;
  count: (count: number) => string;
}

/** Prints are buttons for the pointer; the list of places beside the map is for the keys. */
export function makePrints(
  clusters: readonly PhotoCluster[],
  words: ClusterWords,
  onpick: (cluster: PhotoCluster) => void,
): L.Marker[] {
  return clusters.map((cluster) => {
    const button = document.createElement('button');
    button.className = 'map-print';
    button.tabIndex = -1;
    button.setAttribute('aria-label', words.label(cluster.count));
    if (cluster.photo) {
      button.style.backgroundColor = cluster.photo.colour;
      const image = document.createElement('img');
      image.src = thumbnailOf(cluster.photo);
      image.alt = '';
      image.draggable = false;
      button.append(image);
    }
    if (cluster.count > 1) {
      const count = document.createElement('span');
      count.textContent = words.count(cluster.count);
      button.append(count);
    }
    button.addEventListener('click', () => onpick(cluster));
    const icon = L.divIcon({ html: button, className: 'map-place', iconSize: [printSize, printSize] });
    return L.marker([cluster.latitude, cluster.longitude], { icon, keyboard: false, zIndexOffset: cluster.count });
  });
}

/** Largest first; a name that would lie over another, or over a print, is left out. */
export function makeTownNames(map: L.Map, towns: readonly MapTown[], clusters: readonly PhotoCluster[]): L.Marker[] {
  const taken = clusters.map(({ latitude, longitude }) => {
    const { x, y } = map.latLngToContainerPoint([latitude, longitude]);
    return { x, y, reach: printSize / 2 };
  });
  const labels = towns.map((town) => {
    const { x, y } = map.latLngToContainerPoint([town.latitude, town.longitude]);
    return { x, y, text: town.name, town };
  });
  return withoutOverlap(labels, taken).map(({ text, town }) => {
    const name = document.createElement('span');
    name.textContent = text;
    name.setAttribute('aria-hidden', 'true');
    const icon = L.divIcon({ html: name, className: 'map-town', iconSize: [0, 0] });
    return L.marker([town.latitude, town.longitude], { icon, interactive: false, keyboard: false, zIndexOffset: -1e6 });
  });
}

/** @param renderer draws SVG, so that its colours are the theme's whenever that changes (WorldMap.svelte) */
export function makeCircle({ latitude, longitude, kilometres }: Circle, renderer: L.Renderer): L.Circle {
  return L.circle([latitude, longitude], {
    radius: kilometres * 1000,
    ...{ renderer, className: 'map-circle', weight: 2, fillOpacity: 0.12, interactive: false },
  });
}

/** Follows the pointer from the middle of a circle to its edge. @returns ends it */
export function drawCircles(
  map: L.Map,
  { draw, done }: { draw: (circle: Circle) => void; done: (circle: Circle | null) => void },
): () => void {
  let middle: L.LatLng | null = null;
  const circleTo = (place: L.LatLng): Circle | null =>
    middle && {
      latitude: middle.lat,
      longitude: middle.lng,
      kilometres: map.distance(middle, place) / 1000,
    };
  const press = ({ latlng }: L.LeafletMouseEvent) => (middle = latlng);
  const move = ({ latlng }: L.LeafletMouseEvent) => {
    const circle = circleTo(latlng);
    if (circle) draw(circle);
  };
  const release = ({ latlng }: L.LeafletMouseEvent) => {
    const isDrawn = middle && map.latLngToContainerPoint(middle).distanceTo(map.latLngToContainerPoint(latlng)) >= 6;
    const circle = isDrawn ? circleTo(latlng) : null;
    middle = null;
    done(circle);
  };
  map.dragging.disable();
  map.on('mousedown', press).on('mousemove', move).on('mouseup', release);
  return () => {
    map.off('mousedown', press).off('mousemove', move).off('mouseup', release);
    map.dragging.enable();
  };
}
