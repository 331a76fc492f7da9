import type { NativeImage, nativeImage } from 'electron';
import type { TrayImages } from './app-tray.ts';
import { MAC_TRAY, MAC_TRAY_UNREAD, OVERLAY, TRAY, TRAY_UNREAD } from './tray-pictures.ts';

/** The pictures that this system wants: the Mac colours its own, and draws each point with four pixels on most screens. */
export function trayImages(images: Pick<typeof nativeImage, 'createFromDataURL' | 'createFromBuffer'>, platform: string): TrayImages {
  const made = (url: string) => images.createFromDataURL(url);
  if (platform !== 'darwin') return { plain: made(TRAY), unread: made(TRAY_UNREAD), overlay: made(OVERLAY) };
  const template = (url: string): NativeImage => {
    const image = images.createFromBuffer(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'), { scaleFactor: 2 });
    image.setTemplateImage(true);
    return image;
  };
  return { plain: template(MAC_TRAY), unread: template(MAC_TRAY_UNREAD), overlay: made(OVERLAY) };
}
