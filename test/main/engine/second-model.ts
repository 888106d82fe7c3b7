// The resources of a later Likeness with another model: the real network, whose feature has its components in reverse order. So
// it is as good as the first and agrees with itself, and a comparison across the two is nonsense.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const firstResources = join(import.meta.dirname, '../../../resources');

interface Field {
  number: number;
  /** Of a varint. */
  value: number;
  /** Of bytes: where they begin and end. */
  start: number;
  end: number;
}

export function makeSecondResources(folder: string): string {
  for (const part of ['model', 'codebooks']) mkdirSync(join(folder, part), { recursive: true });
  const card = JSON.parse(readFileSync(join(firstResources, 'model', 'model.json'), 'utf8')) as {
    file: string;
    dimension: number;
  };
  const model = readFileSync(join(firstResources, 'model', card.file));
  reverseOutput(model, card.dimension);
  const sha256 = createHash('sha256').update(model).digest('hex');
  writeFileSync(join(folder, 'model', card.file), model);
  writeFileSync(join(folder, 'model', 'model.json'), JSON.stringify({ ...card, sha256, name: 'second model' }));
  copyFileSync(
    join(firstResources, 'codebooks', 'starting-generation.bin'),
    join(folder, 'codebooks', 'starting-generation.bin'),
  );
  writeFileSync(join(folder, 'codebooks', 'starting-generation.json'), JSON.stringify({ model: { sha256 } }));
  return folder;
}

/** Reverses the last axis of every weight that ends in the feature (onnx.proto: model.graph 7, graph.initializer 5). */
function reverseOutput(model: Buffer, dimension: number): void {
  const graph = fieldsOf(model, 0, model.length).find(({ number }) => number === 7)!;
  let count = 0;
  for (const tensor of fieldsOf(model, graph.start, graph.end).filter(({ number }) => number === 5)) {
    const fields = fieldsOf(model, tensor.start, tensor.end);
    const shape = fields.filter(({ number }) => number === 1).flatMap((field) => numbersOf(model, field));
    const raw = fields.find(({ number }) => number === 9);
    if (shape.at(-1) !== dimension || raw === undefined) continue;
    const size = (raw.end - raw.start) / shape.reduce((product, each) => product * each, 1);
    for (let from = raw.start; from < raw.end; from += dimension * size) {
      const row = Buffer.from(model.subarray(from, from + dimension * size));
      for (let i = 0; i < dimension; i++) {
        row.copy(model, from + i * size, (dimension - 1 - i) * size, (dimension - i) * size);
      }
    }
    count++;
  }
  if (count === 0) throw new Error('The model has no weight that ends in the feature.');
}

/** A dimension, or several packed into bytes. */
function numbersOf(bytes: Buffer, { value, start, end }: Field): number[] {
  const numbers: number[] = [];
  if (end === start) return [value];
  for (let place = start; place < end;) {
    const read = readVarint(bytes, place);
    numbers.push(read.value);
    place = read.end;
  }
  return numbers;
}

/** Protocol Buffers, wire format: https://protobuf.dev/programming-guides/encoding */
function fieldsOf(bytes: Buffer, from: number, to: number): Field[] {
  const fields: Field[] = [];
  for (let place = from; place < to;) {
    const key = readVarint(bytes, place);
    const number = key.value >>> 3;
    const kind = key.value & 7;
    if (kind === 0) {
      const { value, end } = readVarint(bytes, key.end);
      fields.push({ number, value, start: end, end });
      place = end;
    } else {
      const length = kind === 2 ? readVarint(bytes, key.end) : { value: kind === 5 ? 4 : 8, end: key.end };
      fields.push({ number, value: 0, start: length.end, end: length.end + length.value });
      place = length.end + length.value;
    }
  }
  return fields;
}

function readVarint(bytes: Buffer, start: number): { value: number; end: number } {
  let value = 0;
  let end = start;
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[end++]!;
    value += (byte & 127) * scale;
    if (byte < 128) return { value, end };
  }
}
