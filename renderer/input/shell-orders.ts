// What the desktop shell asks of the page: what a menu item stands for, and the pictures that the system hands over ('Open with').
import type { PageState } from '../state/page-state.svelte.ts';
import { shortcutGroups, type KeyTargets, type Shortcut } from './shortcuts.ts';

export interface ShellOrder {
  /** The name of a shortcut. */
  command?: string;
  /** Paths of pictures to search with. */
  open?: readonly string[];
}

const shortcuts: readonly Shortcut[] = shortcutGroups.flatMap((group): readonly Shortcut[] => group.shortcuts);

/** @returns what takes the orders away again */
export function followShell(page: PageState, targets: KeyTargets): () => void {
  const receive = (event: MessageEvent<unknown>): void => {
    if (event.source !== window) return;
    const order = (event.data as { likenessOrder?: ShellOrder } | null)?.likenessOrder;
    if (order !== undefined) follow(order, page, targets);
  };
  window.addEventListener('message', receive);
  return () => window.removeEventListener('message', receive);
}

export function follow(order: ShellOrder, page: PageState, targets: KeyTargets): void {
  if (order.open !== undefined && order.open.length > 0) void page.find(order.open.map((path) => ({ path })));
  const shortcut = shortcuts.find(({ name }) => name === order.command);
  if (shortcut?.canRun?.(page) !== false) shortcut?.run?.(page, targets);
}
