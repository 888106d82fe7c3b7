// What went wrong, as the page shows it: the engine's stable code and a sentence that names cause and way out.
import { ORPCError } from '@orpc/client';
import type { ErrorCode } from '../main/engine/api/errors.ts';
import { ConnectionLost } from './connection.ts';
import { wording } from './wording.ts';
import { errorSentence, isKnown } from './wording/errors.ts';

export interface Failure {
  code: ErrorCode | 'connection-lost';
  sentence: string;
}

export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof ConnectionLost) return { code: 'connection-lost', sentence: thrown.message };
  if (thrown instanceof ORPCError) {
    const code = String(thrown.code);
    // oRPC's own codes (bad input, lost connection) hold no sentence for people.
    if (isKnown(code)) return { code, sentence: errorSentence(code, thrown.message) };
  }
  return { code: 'internal', sentence: wording.unexpected };
}
