import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  decideNotification,
  type NotifiableMessage,
  type NotificationDecision,
  type NotificationStanding,
  type TellingDevice,
  tellingDevices,
} from './notification.policy.ts';

/** What the server's rule and the page's are both proven on. */
interface Table {
  readonly message: NotifiableMessage;
  readonly standing: NotificationStanding;
  readonly cases: readonly (NotificationDecision & {
    readonly name: string;
    readonly message: Partial<NotifiableMessage>;
    readonly standing: Partial<NotificationStanding>;
    readonly now: string;
  })[];
  readonly devices: readonly { readonly name: string; readonly devices: readonly TellingDevice[]; readonly telling: readonly boolean[] }[];
}

const table = JSON.parse(readFileSync(new URL('../../../e2e/cases/notifications.json', import.meta.url), 'utf8')) as Table;

it.each(table.cases)('decides of $name', ({ message, standing, now, notified, reason }) => {
  const decision = decideNotification({ ...table.message, ...message }, { ...table.standing, ...standing }, new Date(now));
  expect(decision).toEqual({ notified, reason });
});

it.each(table.devices)('decides which device tells: $name', ({ devices, telling }) => {
  expect(tellingDevices(devices)).toEqual(telling);
});
