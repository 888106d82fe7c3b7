// Every key of the page in one table: what the page's own handler runs (keyboard.ts), and what the list of keys shows. A key
// without `run` belongs to the part of the page that has the focus: a wall of photos, the viewer, the tray.
import type { PageState } from '../state/page-state.svelte.ts';
import { ratingKeys } from './rating-keys.ts';

export interface KeyTargets {
  chooseFile: () => void;
  focusFind: () => void;
}

export interface Shortcut {
  /** Has words in wording/keys.ts. */
  readonly name: string;
  /** As chordOf (chord.ts) writes them, the usual one first. */
  readonly chords: readonly string[];
  readonly run?: (page: PageState, targets: KeyTargets) => void;
  /** Not now, when it is false: then the key is left to others. */
  readonly canRun?: (page: PageState) => boolean;
}

/** A group has words in wording/keys.ts too. */
export interface ShortcutGroup {
  readonly name: string;
  readonly shortcuts: readonly Shortcut[];
}

export const shortcutGroups = [
  {
    name: 'search',
    shortcuts: [
      { name: 'find', chords: ['Mod+f', '/'], run: (_page, targets) => targets.focusFind() },
      { name: 'choose', chords: ['Mod+o'], run: (_page, targets) => targets.chooseFile() },
      { name: 'addFolder', chords: ['Mod+Shift+o'], run: (page) => void page.folderCommands.choose() },
      { name: 'paste', chords: ['Mod+v'] },
      { name: 'pasteAlso', chords: ['Mod+Shift+v'] },
      {
        name: 'mark',
        chords: ['r'],
        run: (page) => page.mark(0),
        canRun: (page) => page.search.hasPictures && !page.compare.isOpen,
      },
      { name: 'undo', chords: ['Mod+z', 'Alt+ArrowLeft'], run: (page) => page.undo() },
      { name: 'redo', chords: ['Mod+Shift+z', 'Alt+ArrowRight'], run: (page) => page.redo() },
    ],
  },
  {
    name: 'page',
    shortcuts: [
      { name: 'library', chords: ['Mod+1'], run: (page) => page.goTo('library') },
      { name: 'folders', chords: ['Mod+2'], run: (page) => page.goTo('folders') },
      { name: 'places', chords: ['Mod+3'], run: (page) => page.goTo('places') },
      { name: 'duplicates', chords: ['Mod+4'], run: (page) => page.goTo('duplicates') },
      { name: 'larger', chords: ['Mod+=', 'Mod++'], run: (page) => page.preferences.stepRows(1) },
      { name: 'smaller', chords: ['Mod+-'], run: (page) => page.preferences.stepRows(-1) },
      { name: 'settings', chords: ['Mod+,'], run: (page) => page.goTo('settings') },
      { name: 'keys', chords: ['?'], run: (page) => (page.isKeyListOpen = true) },
      { name: 'back', chords: ['Escape'], run: (page) => page.stepBack() },
    ],
  },
  {
    name: 'photos',
    shortcuts: [
      { name: 'move', chords: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] },
      { name: 'ends', chords: ['Home', 'End'] },
      { name: 'screens', chords: ['PageUp', 'PageDown'] },
      { name: 'groups', chords: ['[', ']'] },
      { name: 'open', chords: ['Enter'] },
      { name: 'select', chords: [' '] },
      { name: 'selectMore', chords: ['Shift+ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowUp', 'Shift+ArrowDown'] },
      { name: 'selectAll', chords: ['Mod+a'] },
      { name: 'copy', chords: ['Mod+c'] },
      { name: 'showInFolder', chords: ['e'] },
      { name: 'openFile', chords: ['Mod+Enter'] },
      { name: 'bin', chords: ['Delete'] },
      { name: 'rate', chords: ratingKeys },
      { name: 'findAlike', chords: ['f'] },
      { name: 'also', chords: ['+'] },
      { name: 'not', chords: ['-'] },
      { name: 'stack', chords: ['b'] },
      { name: 'compare', chords: ['c'] },
      { name: 'areas', chords: ['m'] },
    ],
  },
  {
    name: 'viewer',
    shortcuts: [
      { name: 'info', chords: ['i'] },
      { name: 'strip', chords: ['t'] },
      { name: 'zoom', chords: ['+', '-', '0', 'z'] },
    ],
  },
  {
    name: 'duplicates',
    shortcuts: [
      { name: 'toggleCopy', chords: [' '] },
      { name: 'keepAllCopies', chords: ['k'] },
      { name: 'notDuplicates', chords: ['n'] },
      { name: 'moveRule', chords: ['Alt+ArrowUp', 'Alt+ArrowDown'] },
    ],
  },
  {
    name: 'compare',
    shortcuts: [
      { name: 'compareModes', chords: ['1', '2', '3', '4'] },
      { name: 'comparePhotos', chords: ['ArrowLeft', 'ArrowRight'] },
      { name: 'compareAlign', chords: ['a'] },
      { name: 'compareArea', chords: ['m'] },
      { name: 'compareFlip', chords: [' '] },
      { name: 'compareZoom', chords: ['+', '-', '0', 'z'] },
      { name: 'comparePan', chords: ['Shift+ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowUp', 'Shift+ArrowDown'] },
    ],
  },
] as const satisfies readonly ShortcutGroup[];

export type ShortcutName = (typeof shortcutGroups)[number]['shortcuts'][number]['name'];
export type ShortcutGroupName = (typeof shortcutGroups)[number]['name'];
