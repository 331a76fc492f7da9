import { CatchUp, type Request } from './catch-up.ts';
import type { Connection } from './connection.ts';
import { EventIntake } from './event-intake.ts';
import type { Outbox } from './outbox.ts';
import type { Platform } from './platform.ts';
import type { ReadMarks } from './read-marks.ts';
import type { Receipts } from './receipts.ts';
import type { Replica } from './replica.ts';
import type { ViewerItems } from './viewer-items.ts';
import type { ViewerSettings } from './viewer-settings.ts';

/** What changes go to. All but the replica may come into being later. */
export interface ChangedParts {
  readonly replica: Replica;
  readonly outbox: Outbox;
  readonly settings: ViewerSettings;
  readonly viewerItems: ViewerItems;
  readonly readMarks: ReadMarks;
  readonly receipts: Receipts;
  readonly connection: Connection;
}

/** What brings changes in: those that were missed, and those that happen. */
export function openIntake(parts: ChangedParts, { request, platform }: { request: Request; platform: Platform }): [CatchUp, EventIntake] {
  const { replica } = parts;
  const onOwnMessage = (clientMessageId: string) => parts.outbox.forget(clientMessageId);
  const catchUp = new CatchUp({
    replica,
    request,
    platform,
    onOwnMessage,
    onSettings: (settings) => parts.settings.receive(settings),
    viewerItems: () => parts.viewerItems,
    onFetched: (id) => parts.readMarks.fetched(id),
    onFailure: () => parts.connection.restart(),
  });
  const intake = new EventIntake({
    replica,
    platform,
    healer: catchUp,
    onOwnMessage,
    onReceipts: (id, receipts) => parts.receipts.receive(id, receipts),
    onSettings: (settings) => parts.settings.receive(settings),
  });
  catchUp.connect(intake);
  return [catchUp, intake];
}
