import type { AppContext } from '../../context.ts';
import type { MessageRef } from './message.ts';

/** Adds what the links of a message lead to. */
export async function addLinkPreviews(_app: AppContext, _message: MessageRef): Promise<void> {}
