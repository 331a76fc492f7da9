import { Duplex } from 'node:stream';
import { parse } from 'graphql';
import type { Subscriber } from '../realtime/hub.ts';
import { Outlet } from '../realtime/outlet.ts';
import { type LiveOperation, View } from '../realtime/view.ts';
import { schema } from '../schema/index.ts';
import type { LiveEvent } from './api-client.ts';
import { decodeTextFrames } from './decode-frames.ts';

const ALL_EVENTS = `subscription { events { __typename
  ... on MessageChanged { conversationId seq message { id text } }
  ... on ConversationChanged { conversationId seq name }
  ... on MemberChanged { conversationId seq member { user { id } leftSeq } }
  ... on ReceiptChanged { conversationId userId readSeq }
  ... on TypingChanged { conversationId typing } } }`;

export function liveOperation(query = ALL_EVENTS, id = 'live'): LiveOperation {
  return { id, query, operationName: null, variables: {}, document: parse(query) };
}

/** The far end of a socket: keeps what is written to it. */
export class Recorder extends Duplex {
  readonly chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.chunks.push(chunk);
    done();
  }

  override _read(): void {}

  /** The text of every frame that was written. */
  get texts(): string[] {
    return decodeTextFrames(Buffer.concat(this.chunks));
  }

  get events(): LiveEvent[] {
    return this.texts.map((text) => (JSON.parse(text) as { payload: { data: { events: LiveEvent } } }).payload.data.events);
  }
}

/** A subscriber of the hub without a socket around it. */
export function createSubscriber(userId: string, view = new View(schema, liveOperation())): Subscriber & { readonly recorder: Recorder } {
  const recorder = new Recorder();
  return { userId, view, outlet: new Outlet(recorder, () => recorder.destroy()), rooms: new Set(), recorder };
}
