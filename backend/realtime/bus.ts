/** Stops a subscription; calling it again does nothing. */
export type Unsubscribe = () => void;

/**
 * Carries events between the nodes of one installation, at most once and in no promised order (architecture 2.5).
 * Losing one costs latency, never data: the sequence tells. Payloads are plain JSON.
 */
export interface Bus {
  /** Hands the event to every subscriber of the topic on every node. Never throws: a bus that is away is a lost hint. */
  publish(topic: string, event: object): void;
  /** Resolves when events published from now on will arrive. */
  subscribe(topic: string, handler: (event: object) => void): Promise<Unsubscribe>;
  close(): Promise<void>;
}

export const conversationTopic = (conversationId: string) => `conversation:${conversationId}`;
export const personTopic = (userId: string) => `person:${userId}`;
/** Sessions that ended, for every node that may hold one of their sockets. */
export const SESSIONS_TOPIC = 'sessions';
