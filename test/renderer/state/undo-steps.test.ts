import { expect, test } from 'vitest';
import { UndoSteps } from '../../../renderer/state/undo-steps.ts';

test('steps are taken back in the opposite order, and again, until another one is taken', async () => {
  const steps = new UndoSteps();
  let value = 0;
  const add = (amount: number) => {
    value += amount;
    steps.add({ undo: () => void (value -= amount), redo: () => void (value += amount) });
  };
  add(1);
  add(10);
  await steps.back();
  expect(value).toBe(1);
  await steps.back();
  await steps.back();
  expect(value).toBe(0);
  await steps.forward();
  expect(value).toBe(1);
  add(100);
  await steps.forward();
  expect(value).toBe(101);
});
