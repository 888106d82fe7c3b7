// The tables that a query is turned into, once.
import { innerProduct, squaredDistance } from './distances';

export function distanceTable(query: usize, codebooks: usize, m: usize, ksub: usize, dsub: usize, table: usize): void {
  for (let j: usize = 0; j < m; j++) {
    const part = query + ((j * dsub) << 2);
    for (let k: usize = 0; k < ksub; k++) {
      store<f32>(table, squaredDistance(part, codebooks, dsub));
      codebooks += dsub << 2;
      table += 4;
    }
  }
}

export function productTable(query: usize, codebooks: usize, m: usize, ksub: usize, dsub: usize, table: usize): void {
  for (let j: usize = 0; j < m; j++) {
    const part = query + ((j * dsub) << 2);
    for (let k: usize = 0; k < ksub; k++) {
      store<f32>(table, innerProduct(part, codebooks, dsub));
      codebooks += dsub << 2;
      table += 4;
    }
  }
}
