// Checks at the doors of public functions; the loops behind them assume.
import { unexpected } from './errors.ts';

/** @throws CoreError `shape` unless `values` holds exactly `length` components */
export function expectLength(what: string, values: ArrayLike<number>, length: number): void {
  if (values.length !== length) {
    throw unexpected('shape', what, `${length} components`, values.length);
  }
}

/** @throws CoreError `not-finite` at the first NaN or infinity. Cost O(length) */
export function expectFinite(what: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw unexpected('not-finite', `${what}, component ${i}`, 'a finite number', values[i]);
    }
  }
}

/** Both of the above: the check for a feature or a query. */
export function expectVector(what: string, values: ArrayLike<number>, dimension: number): void {
  expectLength(what, values, dimension);
  expectFinite(what, values);
}

/** @throws CoreError `parameter` unless `value` is a whole number from `minimum` to `maximum` */
export function expectInteger(what: string, value: number, minimum: number, maximum: number): void {
  if (!Number.isInteger(value) || value < minimum || value > maximum) {
    throw unexpected('parameter', what, `a whole number from ${minimum} to ${maximum}`, value);
  }
}
