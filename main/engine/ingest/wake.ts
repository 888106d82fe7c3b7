// Where a loop sleeps until there is something to do. A wake that comes while the loop works is remembered.

export class Wake {
  private isDue = false;
  private resolve: (() => void) | null = null;

  wake(): void {
    this.isDue = true;
    this.resolve?.();
  }

  async sleep(): Promise<void> {
    if (!this.isDue) await new Promise<void>((resolve) => (this.resolve = resolve));
    this.resolve = null;
    this.isDue = false;
  }
}
