import type { SendInput } from './model-send.ts';
import { ModelServer } from './model-server.ts';

export const ANN = 'ann';
export const BOB = 'bob';

/** Two people in a group and in a direct conversation. */
export function startWorld(): ModelServer {
  const server = new ModelServer();
  server.addConversation('team', 'GROUP', [ANN, BOB]);
  server.addConversation('direct', 'DIRECT', [ANN, BOB]);
  return server;
}

let sends = 0;

/** A person writes from another device. */
export function say(
  server: ModelServer,
  ...[[senderId, conversationId], text = 'hello', more = {}]: [
    readonly [senderId: string, conversationId: string],
    string?,
    Partial<SendInput>?,
  ]
): void {
  sends += 1;
  server.send(senderId, { conversationId, clientMessageId: `sent-${sends}`, text, ...more });
}
