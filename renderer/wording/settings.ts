// The settings: each with its name and what it means.
import type { RowSize } from '../state/preferences-state.svelte.ts';
import type { SettingsPart } from '../state/page-state.svelte.ts';
import type { Theme } from '../state/theme.svelte.ts';
import { inLanguages } from './in-languages.ts';
import type { Language } from './language.ts';

/** Whoever cannot read the page finds their language by its own name. */
export const languageNames: Readonly<Record<Language, string>> = { english: 'English', chinese: '简体中文' };

export const settings = inLanguages({
  english: {
    title: 'Settings',
    open: 'Settings',
    parts: {
      folders: 'Folders',
      reading: 'Reading and privacy',
      look: 'Look and language',
      keyboard: 'Keyboard',
      apart: 'Not duplicates',
      failures: 'Could not be read',
      about: 'About and licences',
    } satisfies Record<SettingsPart, string>,
    theme: {
      name: 'Theme',
      hint: 'Light or dark, or whichever your system shows now.',
      choices: { system: 'As the system', light: 'Light', dark: 'Dark' } satisfies Record<Theme, string>,
    },
    language: {
      name: 'Language',
      hint: 'Dates and numbers follow it. The page is loaded anew; nothing is lost.',
      system: 'As the system',
    },
    rows: {
      name: 'Height of rows',
      hint: 'How large photos are in the library and among results.',
      choices: { small: 'Low', fitting: 'Fitting the window', large: 'High' } satisfies Record<RowSize, string>,
    },
    letters: {
      name: 'Keys that are a single character',
      hint: 'One key finds photos like the one in focus, marks a region, or goes to the Find field. Switch them off if you press keys by accident or dictate.',
    },
    ownKeys: {
      title: 'Your own keys',
      hint: 'Choose one, then press another key for it. Delete switches it off, Esc leaves it as it is.',
      key: (name: string, key: string) => `${name}: ${key}. Change`,
      press: 'Press a key…',
      none: 'none',
      and: ', ',
      taken: (key: string, names: string) => `${key} is the key for: ${names}.`,
      swap: 'Swap the two',
      reset: 'As delivered',
      isReset: 'All keys are as delivered.',
    },
    keyList: 'Everything can be done without a mouse.',
    showKeys: 'Show the keys',
    effort: 'Use of the computer',
    pause: {
      name: 'Pause',
      hint: 'Stops reading until you let it go on. What was read can be searched.',
    },
    privacy: 'Privacy',
    history: {
      name: 'Remember searches',
      hint: 'The last hundred, in your library on this computer, so that you can ask them again.',
      clear: 'Forget all of them',
    },
    network: {
      name: 'Network',
      hint: 'Likeness has no account and sends no statistics. There is nothing to switch off.',
      stays: 'Nothing leaves this computer',
    },
    about: {
      licence: 'Free software under the MIT licence. The model’s weights are under Apache-2.0.',
      kernels: (kernels: string) => `Searches run on these kernels: ${kernels}.`,
      others: 'Made with',
      othersHint: 'Each part keeps its own licence; its text lies beside the part in the installation.',
      part: 'Part',
      version: 'Version',
      terms: 'Licence',
    },
  },
  chinese: {
    title: '设置',
    open: '设置',
    parts: {
      folders: '文件夹',
      reading: '读取与隐私',
      look: '外观与语言',
      keyboard: '键盘',
      apart: '不是重复',
      failures: '无法读取',
      about: '关于与许可',
    },
    theme: {
      name: '主题',
      hint: '浅色、深色，或跟随系统。',
      choices: { system: '跟随系统', light: '浅色', dark: '深色' },
    },
    language: {
      name: '语言',
      hint: '日期和数字随之改变。页面会重新载入，不会丢失任何内容。',
      system: '跟随系统',
    },
    rows: {
      name: '行高',
      hint: '图库和结果中照片的大小。',
      choices: { small: '低', fitting: '适合窗口', large: '高' },
    },
    letters: {
      name: '单个字符的按键',
      hint: '按一个键即可查找与当前照片相像的照片、标出区域或转到查找框。如果您常误触按键或使用语音输入，可以关闭。',
    },
    ownKeys: {
      title: '自定义按键',
      hint: '选择一个，再按下新的键。按 Delete 停用，按 Esc 保持不变。',
      key: (name, key) => `${name}：${key}。更改`,
      press: '请按键…',
      none: '无',
      and: '、',
      taken: (key, names) => `${key} 已用于：${names}。`,
      swap: '交换两者',
      reset: '恢复默认',
      isReset: '所有按键已恢复默认。',
    },
    keyList: '不用鼠标也能完成所有操作。',
    showKeys: '显示按键',
    effort: '占用电脑的程度',
    pause: { name: '暂停', hint: '停止读取，直到您让它继续。已读取的照片可以搜索。' },
    privacy: '隐私',
    history: {
      name: '记住搜索',
      hint: '最近一百次搜索保存在这台电脑上您的图库里，以便再次使用。',
      clear: '全部忘记',
    },
    network: {
      name: '网络',
      hint: 'Likeness 没有账户，也不发送统计数据，因此没有什么需要关闭。',
      stays: '没有任何内容离开这台电脑',
    },
    about: {
      licence: '自由软件，采用 MIT 许可。模型权重采用 Apache-2.0 许可。',
      kernels: (kernels) => `搜索使用的内核：${kernels}。`,
      others: '组成部分',
      othersHint: '每个部分保留自己的许可，其全文位于安装目录中该部分旁边。',
      part: '部分',
      version: '版本',
      terms: '许可',
    },
  },
});
