// What was searched for before.
import { inLanguages } from './in-languages.ts';

export const history = inLanguages({
  english: {
    open: 'Recent searches',
    none: 'Nothing was searched for yet.',
    kept: 'Kept in your library on this computer.',
    clear: 'Clear the list',
    region: (name: string) => `a part of ${name}`,
    not: (picture: string) => `not ${picture}`,
    more: (count: number) => `+${count}`,
    all: 'All photos',
    putBack: (what: string) => `Undo moving to the bin: ${what}`,
  },
  chinese: {
    open: '最近的搜索',
    none: '还没有搜索过。',
    kept: '保存在这台电脑上的图库中。',
    clear: '清空列表',
    region: (name) => `${name}的一部分`,
    not: (picture) => `不像${picture}`,
    more: (count) => `+${count}`,
    all: '全部照片',
    putBack: (what) => `撤销移到回收站：${what}`,
  },
});
