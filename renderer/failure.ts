// What went wrong, as the page shows it: the engine's stable code and its sentence, which already names cause and way out.
import { ORPCError } from '@orpc/client';
import type { ErrorCode } from '../main/engine/api/errors.ts';
import { ConnectionLost } from './connection.ts';
import { wording } from './wording.ts';

export interface Failure {
  code: ErrorCode | 'connection-lost';
  sentence: string;
}

export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof ConnectionLost) return { code: 'connection-lost', sentence: thrown.message };
  if (thrown instanceof ORPCError) {
    const code = String(thrown.code);
    if (isEngineCode(code)) return { code, sentence: thrown.message };
  }
  return { code: 'internal', sentence: wording.unexpected };
}

/** The engine's own codes are lower case; oRPC's (bad input, lost connection) are upper case and hold no sentence. */
const isEngineCode = (code: string): code is ErrorCode => code === code.toLowerCase();
