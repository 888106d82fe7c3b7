// Light, dark or as the system says. The choice is kept in this browser profile and never sent anywhere.
export type Theme = 'system' | 'light' | 'dark';

export const themes: readonly Theme[] = ['system', 'light', 'dark'];
const key = 'likeness-theme';

export class ThemeState {
  current: Theme = $state('system');
  private readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  private readonly root: { dataset: DOMStringMap };

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>, root: { dataset: DOMStringMap }) {
    this.storage = storage;
    this.root = root;
    const kept = storage.getItem(key);
    this.set(themes.find((theme) => theme === kept) ?? 'system');
  }

  next(): void {
    const index = (themes.indexOf(this.current) + 1) % themes.length;
    this.choose(themes[index] ?? 'system');
  }

  choose(theme: Theme): void {
    this.set(theme);
    this.storage.setItem(key, theme);
  }

  private set(theme: Theme): void {
    this.current = theme;
    if (theme === 'system') delete this.root.dataset['theme'];
    else this.root.dataset['theme'] = theme;
  }
}
