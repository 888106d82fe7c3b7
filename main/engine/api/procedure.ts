// What every procedure of the contract begins with: the engine at hand, and errors that leave as a code and a sentence.
import { ORPCError, os } from '@orpc/server';
import { z } from 'zod';
import type { Engine } from '../engine.ts';
import { toLikenessError } from './errors.ts';

export const procedure = os.$context<{ engine: Engine }>().use(async ({ next }) => {
  try {
    return await next();
  } catch (thrown) {
    if (thrown instanceof ORPCError) throw thrown; // bad input: zod's own report
    const { code, message } = toLikenessError(thrown);
    throw new ORPCError(code, { message });
  }
});

export const nothing = z.object({}).optional();
