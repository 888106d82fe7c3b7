// Puts a photo on the system's clipboard, as PNG: the one picture format that every clipboard takes.

/** @param address where the host serves it @throws when it cannot be shown, or the clipboard refuses it */
export async function copyPicture(address: string): Promise<void> {
  // A promise inside: the clipboard wants to be asked while the key is still being pressed.
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': toPng(address) })]);
}

async function toPng(address: string): Promise<Blob> {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be drawn'))), 'image/png'),
  );
}
