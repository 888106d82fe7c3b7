// A map with photos on it, as the page's component uses it: what it shows is set, what a person does on it is told.
import L from 'leaflet';
import type { Box, MapTown, PhotoCluster } from '../../main/engine/api/place-schemas.ts';
import type { Circle } from '../layout/map-geometry.ts';
import type { MapLook } from '../state/map-state.svelte.ts';
import { type ClusterWords, drawCircles, makeCircle, makePrints, makeTownNames } from './map-layers.ts';
import { openWorldMap, type WorldMap } from './world-map.ts';

export interface PhotoMapEvents {
  /** After every move, and once at the beginning. */
  look: (look: MapLook) => void;
  cluster: (cluster: PhotoCluster) => void;
  /** A circle that was drawn; null when it was too small to be meant. */
  circle: (circle: Circle | null) => void;
  /** A click beside the photos. */
  point: (latitude: number, longitude: number) => void;
}

export interface PhotoMapOptions {
  words: ClusterWords & { credits: string };
  events: PhotoMapEvents;
  /** Where it was left; the whole world when it was never open. */
  begin: Box | null;
}

export class PhotoMap {
  private readonly element: HTMLElement;
  private readonly world: WorldMap;
  private readonly map: L.Map;
  private readonly options: PhotoMapOptions;
  private readonly prints = L.layerGroup();
  private readonly towns = L.layerGroup();
  private readonly circles = L.layerGroup();
  private readonly overlay = L.svg();
  private stopDrawing: (() => void) | null = null;

  constructor(element: HTMLElement, options: PhotoMapOptions) {
    this.element = element;
    this.options = options;
    this.world = openWorldMap(element, options.words);
    this.map = this.world.map;
    const { events, begin } = options;
    if (begin) this.map.fitBounds(boundsOf(begin), { animate: false });
    else this.showWorld();
    this.map.addLayer(this.circles).addLayer(this.towns).addLayer(this.prints);
    this.map.on('moveend', () => events.look(this.look()));
    this.map.on('click', ({ latlng }) => {
      if (!this.stopDrawing) events.point(latlng.lat, latlng.lng);
    });
    events.look(this.look());
  }

  remove(): void {
    this.world.remove();
  }

  /** Prints first: names make room for them. */
  setPlaces(clusters: readonly PhotoCluster[], towns: readonly MapTown[]): void {
    const { words, events } = this.options;
    this.prints.clearLayers();
    for (const print of makePrints(clusters, words, events.cluster)) this.prints.addLayer(print);
    this.towns.clearLayers();
    for (const name of makeTownNames(this.map, towns, clusters)) this.towns.addLayer(name);
  }

  setCircle(circle: Circle | undefined): void {
    this.circles.clearLayers();
    if (circle) this.circles.addLayer(makeCircle(circle, this.overlay));
  }

  setDrawing(isDrawing: boolean): void {
    this.stopDrawing?.();
    this.stopDrawing = isDrawing
      ? drawCircles(this.map, { draw: (circle) => this.setCircle(circle), done: this.options.events.circle })
      : null;
    this.element.classList.toggle('drawing', isDrawing);
  }

  zoomBy(steps: number): void {
    this.map.setZoom(this.map.getZoom() + steps);
  }

  showWorld(): void {
    this.map.setView([20, 0], this.map.getMinZoom(), { animate: false });
  }

  /** Looks at the box at once, however near it is. */
  lookAt(box: Box): void {
    this.map.fitBounds(boundsOf(box), { animate: false });
  }

  /** @returns false when it cannot be seen from any closer */
  showBox(box: Box): boolean {
    const bounds = boundsOf(box).pad(0.1);
    const isCloser = this.map.getBoundsZoom(bounds) > this.map.getZoom() && this.map.getZoom() < this.map.getMaxZoom();
    if (isCloser) this.map.fitBounds(bounds);
    return isCloser;
  }

  private look(): MapLook {
    const bounds = this.map.getBounds();
    const box = {
      south: bounds.getSouth(),
      north: bounds.getNorth(),
      west: bounds.getWest(),
      east: bounds.getEast(),
    };
    return { box, zoom: this.map.getZoom() };
  }
}

function boundsOf({ south, north, west, east }: Box): L.LatLngBounds {
  return L.latLngBounds([south, west], [north, east]);
}
