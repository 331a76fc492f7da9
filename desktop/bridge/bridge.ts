import type { CallInput, CallName, CallOutput } from './calls.ts';
import type { EventName, Events } from './events.ts';
import type { About, Surface } from './surface.ts';

/** Why main refused a call, or could not carry it out. `field`: the part of the input that is wrong. */
export class BridgeError extends Error {
  readonly code: string;
  readonly field: string | undefined;

  constructor({ code, message, field }: { code: string; message: string; field?: string }) {
    super(message);
    this.name = 'BridgeError';
    this.code = code;
    this.field = field;
  }
}

/** What a page does with main. */
export interface Bridge {
  /** Rejects with a `BridgeError`. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>>;
  /** Gives the function that ends it. */
  on<Name extends EventName>(event: Name, listener: (payload: Events[Name]) => void): () => void;
  readonly about: About;
}

export function bridgeOver(surface: Surface): Bridge {
  return {
    about: surface.about,
    async call(name, input) {
      const answer = await surface.call(name, input);
      if (!answer.ok) throw new BridgeError(answer.error);
      // Main gives what the contract says; the compiler holds its handlers to it.
      return answer.value as CallOutput<typeof name>;
    },
    on: (event, listener) => surface.on(event, (payload) => listener(payload as Events[typeof event])),
  };
}
