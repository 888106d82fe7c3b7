// The Paste button: looks at the clipboard itself, which a browser may refuse; the key always works.

/** The picture on the clipboard; null when there is none. */
export async function pictureOnClipboard(): Promise<File | 'refused' | null> {
  try {
    for (const item of await navigator.clipboard.read()) {
      const type = item.types.find((candidate) => candidate.startsWith('image/'));
      if (type !== undefined) return new File([await item.getType(type)], '', { type });
    }
    return null;
  } catch {
    return 'refused';
  }
}

/** False where looking at the clipboard is refused for good; the Paste button is not shown there. */
export async function mayReadClipboard(): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName });
    return state !== 'denied';
  } catch {
    return 'clipboard' in navigator; // browsers that do not know this permission ask when the button is pressed
  }
}
