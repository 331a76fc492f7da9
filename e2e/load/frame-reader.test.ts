import type { Writable } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as ws from 'ws';
import { encodeClientFrame, TEXT } from './client-frame.ts';
import { FrameReader } from './frame-reader.ts';

/** The other side of each codec is the one of ws, which its types leave out. */
const { Receiver, Sender } = ws as unknown as {
  Receiver: new (options: { isServer: boolean }) => Writable;
  Sender: { frame(data: Buffer, options: object): Buffer[] };
};

const texts = fc.array(
  fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.integer({ min: 120, max: 140 }).map((n) => 'x'.repeat(n)),
    fc.constantFrom('y'.repeat(65_535), 'z'.repeat(65_540)),
  ),
  {
    maxLength: 6,
  },
);

const serverFrame = (text: string) =>
  Buffer.concat(Sender.frame(Buffer.from(text), { fin: true, opcode: 1, mask: false, readOnly: true, rsv1: false }));

it('finds every message of a server, wherever TCP cuts the bytes', () => {
  fc.assert(
    fc.property(texts, fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 5 }), (messages, cuts) => {
      const bytes = Buffer.concat(messages.map(serverFrame));
      const found: string[] = [];
      const reader = new FrameReader(({ bytes: all, start, end }) => found.push(all.toString('utf8', start, end)));
      for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
        const next = at + (cuts[turn % cuts.length] ?? 1);
        reader.push(bytes.subarray(at, next));
        at = next;
      }
      expect(found).toEqual(messages);
    }),
    { numRuns: 50 },
  );
});

it('writes frames that ws accepts from a client', () => {
  const messages = ['', 'short', 'x'.repeat(125), 'ü'.repeat(100), 'y'.repeat(65_535)];
  const found: string[] = [];
  const receiver = new Receiver({ isServer: true });
  receiver.on('message', (data: Buffer) => found.push(data.toString()));
  receiver.write(Buffer.concat(messages.map((text) => encodeClientFrame(TEXT, Buffer.from(text)))));
  expect(found).toEqual(messages);
});
