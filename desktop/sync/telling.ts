import type { Activity } from './activity.ts';
import type { Request } from './catch-up.ts';
import { type TellingDevice, tellingDevices } from './notify-rule.ts';
import type { Platform } from './platform.ts';
import { WHY_NOTIFIED } from './presence-documents.ts';
import type { MessageRow } from './records.ts';
import type { Replica } from './replica.ts';

/** A device that was lost without a word counts for so long, and a little more (PRESENCE-2). */
const LOST_AFTER_MS = 35_000;

export interface TellingEnds {
  readonly request: Request;
  readonly activity: Pick<Activity, 'isActive' | 'isInUse'>;
  readonly platform: Pick<Platform, 'setTimer'>;
  readonly replica: Pick<Replica, 'conversation'>;
}

interface Device extends TellingDevice {
  readonly id: string | null;
  readonly isThis: boolean;
}

interface Why {
  readonly whyNotified: { readonly notified: boolean; readonly devices: readonly Device[] };
}

/** Which of the person's devices tells of a message: one for a person, not one for each device (NOTIFY-1). */
export class Telling {
  readonly #ends: TellingEnds;

  constructor(ends: TellingEnds) {
    this.#ends = ends;
  }

  /**
   * Whether this device is the one. The one that is in use knows; another one asks the server, and where that names one which then turns out to be
   * gone, asks once more. What cannot be asked is told rather than missed.
   */
  async isHere(message: MessageRow): Promise<boolean> {
    if (this.#ends.activity.isInUse) return true;
    try {
      const devices = await this.#ask(message);
      if (devices === null) return false;
      return this.#isOwn(devices) || (await this.#isLeft(message, namesOf(devices)));
    } catch {
      return true;
    }
  }

  /** Null where it notifies no more. */
  async #ask({ conversationId, id }: MessageRow): Promise<readonly Device[] | null> {
    const { whyNotified } = await this.#ends.request<Why>(WHY_NOTIFIED, { conversationId, messageId: id });
    return whyNotified.notified ? whyNotified.devices : null;
  }

  #isOwn(devices: readonly Device[]): boolean {
    const own = devices.findIndex(({ isThis }) => isThis);
    return own === -1 ? !devices.some(({ isActive }) => isActive) : tellingDevices(devices)[own] === true;
  }

  /** Whether none of the devices that were to tell is there any more, and the message still waits. */
  async #isLeft(message: MessageRow, names: ReadonlySet<string | null>): Promise<boolean> {
    await new Promise<void>((resolve) => this.#ends.platform.setTimer(LOST_AFTER_MS, resolve));
    const row = this.#ends.replica.conversation(message.conversationId);
    if (row === undefined || row.readSeq >= message.seq) return false;
    const devices = await this.#ask(message);
    return devices !== null && !devices.some(({ id }) => names.has(id)) && this.#isOwn(devices);
  }
}

/** Those that are to tell. */
function namesOf(devices: readonly Device[]): ReadonlySet<string | null> {
  const telling = tellingDevices(devices);
  return new Set(devices.filter((_, i) => telling[i]).map(({ id }) => id));
}
