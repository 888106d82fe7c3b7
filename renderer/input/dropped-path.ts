// The path of a dropped folder, which only Electron tells (through the preload, or on the file in its older versions).
export function pathOfDropped(file: File): string | null {
  const path = window.likeness?.pathOf?.(file) ?? (file as File & { path?: string }).path;
  return path ? path : null;
}
