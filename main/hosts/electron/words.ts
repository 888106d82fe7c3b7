// What the shell itself says, in menus, the tray and notifications: in the language that the page speaks.
import { app } from 'electron';

const english = {
  file: '&File',
  openPicture: 'Open picture…',
  addFolder: 'Add photo folder…',
  close: 'Close',
  quit: 'Quit Likeness',
  edit: '&Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  view: '&View',
  library: 'Library',
  folders: 'Folders',
  places: 'Places',
  duplicates: 'Duplicates',
  settings: 'Settings',
  largerRows: 'Larger rows',
  smallerRows: 'Smaller rows',
  largerText: 'Larger text',
  smallerText: 'Smaller text',
  usualText: 'Usual text size',
  fullScreen: 'Full screen',
  reload: 'Reload',
  developer: 'Developer tools',
  window: '&Window',
  minimise: 'Minimise',
  help: '&Help',
  keys: 'List of keys',
  showWindow: 'Show Likeness',
  goesOn: 'Reading goes on in the background',
  goesOnHow: 'Your photos can be searched when it has ended. Open Likeness again to see it, or stop it in the tray.',
  stop: 'Stop it',
  progress: (done: number, total: number) => `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`,
  ended: 'Reading has ended',
  endedHow: (count: number) => `${count.toLocaleString('en')} photos can be searched.`,
};

export type ShellWords = typeof english;

const chinese: ShellWords = {
  file: '文件(&F)',
  openPicture: '打开图片…',
  addFolder: '添加照片文件夹…',
  close: '关闭',
  quit: '退出 Likeness',
  edit: '编辑(&E)',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  view: '视图(&V)',
  library: '图库',
  folders: '文件夹',
  places: '地点',
  duplicates: '重复照片',
  settings: '设置',
  largerRows: '加高行',
  smallerRows: '降低行',
  largerText: '放大文字',
  smallerText: '缩小文字',
  usualText: '标准文字大小',
  fullScreen: '全屏',
  reload: '重新载入',
  developer: '开发者工具',
  window: '窗口(&W)',
  minimise: '最小化',
  help: '帮助(&H)',
  keys: '按键列表',
  showWindow: '显示 Likeness',
  goesOn: '读取将在后台继续',
  goesOnHow: '读取结束后即可搜索。再次打开 Likeness 可查看进度，也可在托盘中停止。',
  stop: '停止',
  progress: (done, total) => `${done.toLocaleString('zh')} / ${total.toLocaleString('zh')} 张`,
  ended: '读取已结束',
  endedHow: (count) => `可搜索 ${count.toLocaleString('zh')} 张照片。`,
};

const catalogue = { english, chinese };
export type ShellLanguage = keyof typeof catalogue;

export function isShellLanguage(name: unknown): name is ShellLanguage {
  return typeof name === 'string' && Object.keys(catalogue).includes(name);
}

/** Until the page has said which language it speaks. */
export function systemLanguage(): ShellLanguage {
  return /^zh(-(Hans|CN|SG))?$/.test(app.getLocale()) ? 'chinese' : 'english';
}

export const wordsIn = (language: ShellLanguage): ShellWords => catalogue[language];
