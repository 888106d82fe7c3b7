// Values of metadata fields, of EXIF and XMP alike, brought into one form; what makes no sense is nothing.

/** Longer ones are no words of a person about a photo. */
const longestText = 4000;

export function toText(value: unknown): string | null {
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
  return text.replaceAll('\0', ' ').trim().slice(0, longestText) || null;
}

export function toDegrees(value: unknown, limit: number): number | null {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= limit ? value : null;
}

/** Both or none; 0, 0 in the Gulf of Guinea is what devices write that know no place. */
export function toPlace(
  latitude: number | null,
  longitude: number | null,
): { latitude: number | null; longitude: number | null } {
  const isPlace = latitude !== null && longitude !== null && (latitude !== 0 || longitude !== 0);
  return isPlace ? { latitude, longitude } : { latitude: null, longitude: null };
}

/** What makers add to the name that people know them by. */
const companyWords =
  /[\s,]+(?:computer|electric|electronics|imaging|optical|photo film|digital|corporation|corp|company|co|ltd|inc)\b.*$/i;

/** 'Canon' and 'Canon EOS 5D' are one camera, not 'Canon Canon EOS 5D'; 'CASIO COMPUTER CO.,LTD' is Casio to everyone. */
export function cameraName(make: unknown, model: unknown): string | null {
  const maker = toText(make)?.replace(companyWords, '') ?? null;
  const name = toText(model);
  if (name === null || maker === null) return name ?? maker;
  const [first = ''] = name.toLowerCase().split(/\s/);
  const isNamed = name.toLowerCase().startsWith(maker.toLowerCase());
  return isNamed || maker.toLowerCase().split(/\s/).includes(first) ? name : `${maker} ${name}`;
}

/** Adapters without contacts leave dashes or noughts. */
export function lensName(value: unknown): string | null {
  const name = toText(value);
  return name !== null && /[a-z1-9]/i.test(name) && !/^0+(\.0+)?\s*mm/i.test(name) ? name : null;
}

/** -1 (rejected), 0 (none, said expressly) to 5. */
export function toRating(value: unknown): number | null {
  const rating = typeof value === 'string' ? Number(value) : value;
  return typeof rating === 'number' && rating >= -1 && rating <= 5 ? Math.round(rating) : null;
}
