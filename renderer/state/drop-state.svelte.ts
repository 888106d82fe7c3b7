// A drag over the window, from its first sight until it is let go or leaves. Browsers tell only kinds and types before that.
import { photoDragType } from '../input/offer.ts';
import type { Purpose } from './page-state.svelte.ts';

export type DragContent = { kind: 'photo' } | { kind: 'pictures'; count: number } | { kind: 'unknown' };

/** 'library' adds a folder, 'have' checks what is known of it; all else searches. */
export type DropPurpose = Purpose | 'library' | 'have';

export class DropState {
  content: DragContent | null = $state.raw(null);
  /** What it is for at the place where the pointer is. */
  purpose: DropPurpose = $state('search');

  /** @returns whether this drag can be something for Likeness at all; text selections and the like cannot. */
  enter(transfer: DataTransfer, isOwnPhoto: boolean): boolean {
    this.content = isOwnPhoto ? { kind: 'photo' } : contentOf(transfer);
    return this.content !== null;
  }

  leave(): void {
    this.content = null;
    this.purpose = 'search';
  }
}

function contentOf(transfer: DataTransfer): DragContent | null {
  const types = Array.from(transfer.types);
  if (types.includes(photoDragType)) return { kind: 'photo' };
  const files = Array.from(transfer.items).filter((item) => item.kind === 'file');
  const pictures = files.filter((item) => item.type.startsWith('image/'));
  if (pictures.length > 0) return { kind: 'pictures', count: pictures.length };
  if (files.length > 0 || types.includes('Files')) return { kind: 'unknown' };
  return types.includes('text/uri-list') ? { kind: 'pictures', count: 1 } : null;
}
