// What is known of an open photo, fact by fact, in the groups that the information panel shows.
import type { PhotoFilter } from '../../../main/engine/api/filter-schemas.ts';
import type { PhotoDetails } from '../../../main/engine/api/photo-schemas.ts';
import type { Match } from '../../../main/engine/api/search-schemas.ts';
import { wholeCloseness } from '../../closeness.ts';
import { formatBytes, formatDateAndTime, formatPixels } from '../../formats.ts';
import { wording } from '../../wording.ts';
import { nameOfTown } from '../../wording/places.ts';
import { reasonsOf } from '../../wording/results.ts';

export interface Fact {
  label: string;
  value: string;
  /** Shows the photos that share it. */
  filter?: PhotoFilter;
}

type Found = Fact | false | null | undefined;

const words = wording.viewer.info;
/** Kilometres around a place that count as the same. */
const aroundPlace = 5;

/** Which file, when and where. */
export function originFacts(photo: PhotoDetails): Fact[] {
  const { place } = photo;
  const date = new Date(photo.takenAt);
  const midnight = (day: number) => new Date(date.getFullYear(), date.getMonth(), date.getDate() + day).getTime();
  const placeName = [photo.town && nameOfTown(photo.town), place && `${place.latitude.toFixed(4)}, ${place.longitude.toFixed(4)}`]; // prettier-ignore
  return known([
    { label: words.file, value: photo.name },
    {
      label: words.date,
      value: formatDateAndTime(photo.takenAt),
      filter: { after: midnight(0), before: midnight(1) },
    },
    place && {
      label: words.place,
      value: placeName.filter((part) => part !== null).join(' · '),
      filter: { near: { ...place, kilometres: aroundPlace } },
    },
  ]);
}

/** With what it was taken, and how and where it is kept. */
export function fileFacts({ width, height, camera, lens, format, files }: PhotoDetails): Fact[] {
  const [file] = files;
  return known([
    camera !== null && { label: words.camera, value: camera, filter: { camera } },
    lens !== null && { label: words.lens, value: lens, filter: { lens } },
    { label: words.size, value: formatPixels(width, height) },
    { label: words.format, value: format.toUpperCase(), filter: { format } },
    file && { label: words.bytes, value: formatBytes(file.sizeBytes) },
    file && { label: words.folder, value: file.folder, filter: { folder: file.folder } },
    file && file.drive !== null && { label: words.drive, value: file.drive },
  ]);
}

/** Why it was found, what is written about it, and where the same file lies besides. */
export function otherFacts({ title, description, keywords, files }: PhotoDetails, match: Match | null): Fact[] {
  return known([
    match !== null && { label: words.match, value: describeMatch(match) },
    title !== null && { label: words.heading, value: title },
    description !== null && { label: words.description, value: description },
    keywords !== null && { label: words.keywords, value: keywords },
    ...files.slice(1).map(({ path }) => ({ label: words.copy, value: path })),
  ]);
}

function known(facts: readonly Found[]): Fact[] {
  return facts.filter((fact): fact is Fact => typeof fact === 'object' && fact !== null);
}

/** 'Same scene, closeness 74 · same day · distance 0.892' */
function describeMatch({ kind, closeness, distance, reasons }: Match): string {
  const { kindOne, closeness: closenessOf } = wording.results;
  const word = `${kindOne[kind]}, ${closenessOf(String(wholeCloseness(closeness)))}`;
  return [word, reasonsOf(reasons), words.distance(distance.toFixed(3))].filter((part) => part !== '').join(' · ');
}
