// The world in the greys of the theme: outlines that come with the page, so that nothing is asked of the network.
import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import countriesText from 'world-atlas/countries-50m.json?raw';
import { zoomOfWorld } from '../layout/map-geometry.ts';
import { flattenBorders, flattenLand } from './outlines.ts';

type World = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

const edge = L.latLngBounds([-80, -180], [84, 180]);
/** Streets are not there to be seen: closer than this a map would be empty. */
const closest = 13;

export interface WorldMap {
  readonly map: L.Map;
  remove(): void;
}

/** @param credits what must be said of the data */
export function openWorldMap(element: HTMLElement, { credits }: { credits: string }): WorldMap {
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = L.map(element, {
    ...{ zoomControl: false, attributionControl: false, preferCanvas: true, boxZoom: false },
    ...{ maxBounds: edge, maxBoundsViscosity: 1, zoomSnap: 0.25, maxZoom: closest },
    ...{ zoomAnimation: !isStill, fadeAnimation: !isStill, markerZoomAnimation: !isStill, inertia: !isStill },
  });
  L.control.attribution({ prefix: false }).addAttribution(credits).addTo(map);
  const land = L.geoJSON(undefined, { interactive: false });
  const borders = L.geoJSON(undefined, { interactive: false });
  const paint = (): void => {
    const token = colourReader(element);
    land.setStyle({ stroke: true, weight: 0.5, color: token('--edge'), fillColor: token('--surface'), fillOpacity: 1 });
    borders.setStyle({ fill: false, weight: 1, color: token('--line') });
  };
  let isRemoved = false;
  void outline();
  /** In turns, because all of it at once would block the page. */
  async function outline(): Promise<void> {
    const world = JSON.parse(countriesText) as World;
    const steps = [
      () => land.addData(flattenLand(feature(world, world.objects.land))),
      () => borders.addData(flattenBorders(mesh(world, world.objects.countries, (a, b) => a !== b))),
      paint,
      () => map.addLayer(land),
      () => map.addLayer(borders),
    ];
    for (const step of steps) {
      await new Promise((resolve) => setTimeout(resolve));
      if (isRemoved) return;
      step();
    }
    borders.bringToBack();
    land.bringToBack();
  }
  const fit = (): void => {
    map.invalidateSize({ pan: false });
    map.setMinZoom(Math.min(closest, Math.ceil(4 * zoomOfWorld(element.clientWidth)) / 4));
  };
  fit();
  const resized = new ResizeObserver(fit);
  resized.observe(element);
  const stopFollowing = followTheme(paint);
  return {
    map,
    remove: () => {
      isRemoved = true;
      stopFollowing();
      resized.disconnect();
      map.remove();
    },
  };
}

function colourReader(element: HTMLElement): (token: string) => string {
  const style = getComputedStyle(element);
  return (token) => style.getPropertyValue(token).trim();
}

/** The page's own choice, and the system's. */
function followTheme(changed: () => void): () => void {
  const chosen = new MutationObserver(changed);
  chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  return () => {
    chosen.disconnect();
    system.removeEventListener('change', changed);
  };
}
