import { createHash } from 'node:crypto';
import type { AppContext } from '../../context.ts';
import { invalid } from '../../errors.ts';
import { ensureImportedAccounts } from '../accounts/imported-accounts.service.ts';
import { ensureImportedGroup, handOverImportedGroup } from '../conversations/imported-groups.service.ts';
import { ChannelReplay, type OnProgress } from './channel-replay.ts';
import { followPeople, type HistoryStep, type IrcHistory, type PersonKey } from './irc-history.ts';
import { parseIrcLog } from './irc-log.ts';
import { channelConversationId, isNameUuid, nameUuid, personId } from './name-uuid.ts';

/** A channel log of one day, as it lies on disk. */
export interface ChannelLogFile {
  readonly name: string;
  /** The day of its first line, like 2004-12-25. */
  readonly date: string;
  readonly bytes: Uint8Array;
  /** The channel to take it for; null for the one that its lines name, else the file's name. */
  readonly channel: string | null;
}

export interface ChannelImport {
  readonly conversationId: string;
  readonly channel: string;
  readonly lineCount: number;
  readonly unknownLines: readonly number[];
  readonly peopleCount: number;
  readonly messageCount: number;
  /** Nothing was left to do: the file had been imported before. */
  readonly wasKnown: boolean;
}

/**
 * Replays a channel log (API-4, `docs/guides/import.md`): every nick an account, the channel a group, joins and parts memberships, each
 * message sent by its author with its original time. A file is known by its content: another run stores nothing twice, and goes on where
 * one that was cut short had stopped.
 */
export async function importChannelLog(
  app: AppContext,
  file: ChannelLogFile,
  onProgress: OnProgress = () => undefined,
): Promise<ChannelImport> {
  const log = parseIrcLog(file.bytes, file.date);
  const history = followPeople(log);
  const founding = foundingOf(history);
  const channel = file.channel ?? log.channel ?? file.name.replace(/(\.(txt|log|raw))+$/, '');
  const conversationId = channelConversationId(channel);
  const id = nameUuid('irc', 'file', channel, createHash('sha256').update(file.bytes).digest('hex'));
  const { linesDone, isFinished } = await openImport(app, { id, name: file.name, conversationId });
  if (!isFinished) {
    const people = [...history.people].map(([person, nick]) => ({ id: personId(person), name: nick }));
    await ensureImportedAccounts(app, people);
    await ensureImportedGroup(app, { conversationId, at: founding.at, name: channel, ownerId: personId(founding.person) });
    const replay = await ChannelReplay.open(app, { importId: id, conversationId, onProgress });
    for (const step of stepsAfter(history, linesDone)) await replay.take(step);
    await replay.finish(log.lineCount);
  }
  return {
    conversationId,
    channel,
    lineCount: log.lineCount,
    unknownLines: log.unknownLines,
    peopleCount: history.people.size,
    messageCount: history.steps.filter(({ kind }) => kind === 'say').length,
    wasKnown: isFinished,
  };
}

const stepsAfter = ({ steps }: IrcHistory, linesDone: number): readonly HistoryStep[] =>
  linesDone === 0 ? steps : steps.filter(({ line }) => line > linesDone);

/** Lets a person of this server into an imported channel, as its owner unless another such person is. */
export async function openChannelTo(app: AppContext, conversationId: string, userId: string): Promise<void> {
  await handOverImportedGroup(app, { conversationId, userId, mayReplace: isNameUuid });
}

async function openImport(
  app: AppContext,
  { id, name, conversationId }: { id: string; name: string; conversationId: string },
): Promise<{ linesDone: number; isFinished: boolean }> {
  const { linesDone, finishedAt } = await app.db.prisma.import.upsert({
    where: { id },
    create: { id, source: 'irc', name, conversationId },
    update: {},
    select: { linesDone: true, finishedAt: true },
  });
  return { linesDone, isFinished: finishedAt !== null };
}

interface Founding {
  readonly person: PersonKey;
  readonly at: string;
}

/** The group is made by the first person of the log. */
function foundingOf({ steps }: IrcHistory): Founding {
  const [first] = steps;
  const person = first?.kind === 'enter' ? first.people[0] : undefined;
  if (first === undefined || person === undefined) throw invalid('file', 'This is not a channel log: nobody says anything in it.');
  return { person, at: first.at };
}
