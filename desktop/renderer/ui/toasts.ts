/** A piece of news that passes by itself. What must be read, or answered, is a dialog or an alert in its place. */
export interface Toast {
  readonly text: string;
  /** The way back, or on. */
  readonly action?: { readonly label: string; readonly onAction: () => void };
  /** Stays until it is answered or sent away. */
  readonly isLasting?: boolean;
}

export interface Toasts {
  /** Shows it for eight seconds and reads it out politely. Gives the function that takes it away before. */
  show(toast: Toast): () => void;
}
