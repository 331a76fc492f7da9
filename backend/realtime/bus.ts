/** Stops a subscription; calling it again does nothing. */
export type Unsubscribe = () => void;

/**
 * Carries events between the nodes of one installation, at most once (architecture 2.5). What one node publishes on one topic arrives in
 * that order; between nodes there is none. Losing one costs latency, never data: the sequence tells. Payloads are plain JSON.
 */
export interface Bus {
  /** Hands the event to every subscriber of the topic on every node. Never throws: a bus that is away is a lost hint. */
  publish(topic: string, event: object): void;
  /** Resolves when events published from now on will arrive; while the bus is away, when those of this node will. */
  subscribe(topic: string, handler: (event: object) => void): Promise<Unsubscribe>;
  /** Calls the handler each time events of other nodes may have been lost, once they come again on every topic. */
  onRestored(handler: () => void): Unsubscribe;
  /** Whether events of other nodes come and go now. */
  readonly isConnected: boolean;
  close(): Promise<void>;
}

export const conversationTopic = (conversationId: string) => `conversation:${conversationId}`;
export const personTopic = (userId: string) => `person:${userId}`;
/** Who watches a person sees their presence here. */
export const presenceTopic = (userId: string) => `presence:${userId}`;
/** Profiles that changed, for every node that remembers them. */
export const PEOPLE_TOPIC = 'people';
/** Sessions that ended, for every node that may hold one of their sockets. */
export const SESSIONS_TOPIC = 'sessions';
