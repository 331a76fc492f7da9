/** A picture of the icon, square, as PNG. */
export type IconPicture = { readonly size: number; readonly png: Buffer };

/** Kinds of picture in an icns file by the pixels they hold; several stand for the same pixels at twice the density. */
const ICNS_KINDS: readonly (readonly [kind: string, size: number])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
];

/** Windows' file of icons: a table, then the pictures. A side of 256 is written as 0. */
export function icoFile(pictures: readonly IconPicture[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const row = 6 + 16 * index;
    head.writeUInt8(size % 256, row);
    head.writeUInt8(size % 256, row + 1);
    head.writeUInt16LE(1, row + 4);
    head.writeUInt16LE(32, row + 6);
    head.writeUInt32LE(png.length, row + 8);
    head.writeUInt32LE(offset, row + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** Apple's file of icons: kind, length and picture, one after another. Leaves out the kinds there is no picture for. */
export function icnsFile(pictures: readonly IconPicture[]): Buffer {
  const entries = ICNS_KINDS.flatMap(([kind, size]) => {
    const picture = pictures.find((one) => one.size === size);
    return picture === undefined ? [] : [icnsEntry(kind, picture.png)];
  });
  return icnsEntry('icns', Buffer.concat(entries));
}

function icnsEntry(kind: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(kind, 'latin1');
  head.writeUInt32BE(content.length + head.length, 4);
  return Buffer.concat([head, content]);
}
