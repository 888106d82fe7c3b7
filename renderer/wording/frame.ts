// What frames every view: the bar's names, the theme, messages, the connection to the engine.
import { inLanguages } from './in-languages.ts';

export const views = inLanguages({ english: 'Views', chinese: '视图' });

export const connection = inLanguages({
  english: {
    lost: 'Likeness does not answer. Start it again and open the address it prints.',
    restart: 'Start it again',
    notConnected: 'Likeness is not connected, so this could not be done.',
    interrupted: 'Likeness was interrupted before this was done. Try it again.',
  },
  chinese: {
    lost: 'Likeness 没有响应。请重新启动它，并打开它给出的网址。',
    restart: '重新启动',
    notConnected: '尚未连接到 Likeness，未能完成此操作。',
    interrupted: 'Likeness 在完成之前被中断。请再试一次。',
  },
});

export const theme = inLanguages({
  english: { system: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
  chinese: { system: '主题：跟随系统', light: '主题：浅色', dark: '主题：深色' },
});

export const notice = inLanguages({
  english: { close: 'Close this message', undo: 'Undo' },
  chinese: { close: '关闭此消息', undo: '撤销' },
});

export const unexpected = inLanguages({
  english: 'Something went wrong inside Likeness. Try again.',
  chinese: 'Likeness 内部出了问题。请再试一次。',
});
