export interface ConnectionView {
  readonly state: 'connecting' | 'catching-up' | 'online' | 'offline';
  /** When the next attempt starts, in milliseconds since 1970, while offline. */
  readonly retryAt?: number;
  retryNow(): void;
}

/** Whether this page hears the server. */
export declare function useConnection(): ConnectionView;
