// The path of a dropped folder, which only Electron tells (through the preload, or on the file in its older versions).
declare global {
  interface Window {
    /** What Electron's preload gives the page. */
    likeness?: { pathOf?: (file: File) => string; startEngine?: () => void };
  }
}

export function pathOfDropped(file: File): string | null {
  const path = window.likeness?.pathOf?.(file) ?? (file as File & { path?: string }).path;
  return path ? path : null;
}
