import { viewerOf } from '../../context.ts';
import { invalid } from '../../errors.ts';
import { parseId, parsePageSize, parseText } from '../../input.ts';
import { ID_PATTERN, INSTANT_PATTERN, parseCursor, toConnection } from '../../page.ts';
import { builder } from '../../schema/builder.ts';
import {
  listReports,
  type ReportReason,
  type ReportStatus,
  type ReportTarget,
  type ReportView,
  report,
  resolveReport,
} from './reports.service.ts';

const PAGE_DEFAULT = 20;
const NOTE_MAX = 1_000;

const Reason = builder.enumType('ReportReason', {
  description: 'Why somebody reports a message or a person (PEOPLE-4).',
  values: {
    SPAM: { description: 'Advertising, or the same again and again.' },
    HARASSMENT: { description: 'Insults, threats, unwanted advances.' },
    VIOLENCE: { description: 'Violence, or a call for it.' },
    HATE: { description: 'Contempt for people for what they are.' },
    ILLEGAL: { description: 'What the law forbids.' },
    OTHER: { description: 'Something else; the note says what.' },
  } as const satisfies Record<ReportReason, { description: string }>,
});

const Status = builder.enumType('ReportStatus', {
  description: 'What became of a report.',
  values: {
    OPEN: { description: 'Nobody has closed it yet.' },
    RESOLVED: { description: 'Something was done.' },
    DISMISSED: { description: 'Nothing needed to be done.' },
  } as const satisfies Record<ReportStatus, { description: string }>,
});

const Report = builder.objectRef<ReportView>('Report').implement({
  description: 'A message or a person that somebody reported; for those who work the queue (PEOPLE-4).',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    reporter: t.expose('reporter', { type: 'User', description: 'Who reported.' }),
    user: t.expose('user', { type: 'User', description: 'Who is reported: of a message, its sender.' }),
    conversationId: t.exposeID('conversationId', { nullable: true, description: 'Where the message is; null for a person.' }),
    messageId: t.exposeID('messageId', { nullable: true, description: 'The message; null for a person.' }),
    messageText: t.exposeString('messageText', { nullable: true, description: 'The message as it was when it was reported.' }),
    reason: t.expose('reason', { type: Reason, description: 'Why.' }),
    note: t.exposeString('note', { nullable: true, description: 'What the reporter says to it.' }),
    status: t.expose('status', { type: Status, description: 'What became of it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was reported.' }),
    resolvedAt: t.expose('resolvedAt', { type: 'DateTime', nullable: true, description: 'When it was closed.' }),
    resolvedBy: t.expose('resolvedBy', { type: 'User', nullable: true, description: 'Who closed it.' }),
    resolution: t.exposeString('resolution', { nullable: true, description: 'What was done, in words.' }),
  }),
});

const ReportConnection = builder.connectionObject(
  { type: Report, name: 'ReportConnection', description: 'A page of reports.' },
  { name: 'ReportEdge', description: 'A report in a page.' },
);

builder.queryField('reports', (t) =>
  t.field({
    type: ReportConnection,
    description: 'The queue of reports, the oldest first (PEOPLE-4). Errors: FORBIDDEN for everybody but the owner of this server.',
    args: {
      status: t.arg({ type: Status, description: 'Which: the open ones when not given.' }),
      first: t.arg.int({ description: 'At most so many: 1 to 100, 20 when not given.' }),
      after: t.arg.string({ description: 'The cursor before the page.' }),
    },
    complexity: ({ first }) => ({ field: 1, multiplier: first ?? PAGE_DEFAULT }),
    resolve: async (_root, { status, ...args }, context) => {
      const first = parsePageSize('first', args.first, PAGE_DEFAULT);
      const [at, id] = parseCursor('after', args.after, [INSTANT_PATTERN, ID_PATTERN]) ?? [];
      const after = at === undefined || id === undefined ? null : { at, id };
      const page = await listReports(context.app, viewerOf(context), { status: status ?? 'OPEN', first, after });
      return toConnection(page, (item) => [item.createdAt, item.id]);
    },
  }),
);

const ReportInput = builder.inputType('ReportInput', {
  description: 'A message by its place, or a person; and why.',
  fields: (t) => ({
    conversationId: t.id({ description: 'Where the message is; with `messageId`.' }),
    messageId: t.id({ description: 'The message.' }),
    userId: t.id({ description: 'The person, where it is about no message.' }),
    reason: t.field({ type: Reason, required: true, description: 'Why.' }),
    note: t.string({ description: 'More about it: at most 1,000 characters.' }),
  }),
});

builder.mutationField('report', (t) =>
  t.field({
    type: 'Boolean',
    description:
      'Puts a message or a person before those who run this server; nobody else learns of it (PEOPLE-4). The same again while it is open replaces the reason. Errors: NOT_IN_CONVERSATION, NOT_FOUND, VALIDATION_ERROR, RATE_LIMITED.',
    args: { input: t.arg({ type: ReportInput, required: true, description: 'What.' }) },
    resolve: async (_root, { input }, context) => {
      const { reason } = input;
      await report(context.app, viewerOf(context), { target: parseTarget(input), reason, note: parseNote('input.note', input.note) });
      return true;
    },
  }),
);

const ResolveReportInput = builder.inputType('ResolveReportInput', {
  description: 'What became of a report.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The report.' }),
    status: t.field({ type: Status, required: true, description: 'RESOLVED or DISMISSED.' }),
    resolution: t.string({ description: 'What was done, in words: at most 1,000 characters.' }),
  }),
});

builder.mutationField('resolveReport', (t) =>
  t.field({
    type: Report,
    description:
      'Closes a report (PEOPLE-4). Errors: FORBIDDEN for everybody but the owner of this server, NOT_FOUND, CONFLICT for one that is closed, VALIDATION_ERROR.',
    args: { input: t.arg({ type: ResolveReportInput, required: true, description: 'Which, and how.' }) },
    resolve: (_root, { input }, context) => {
      if (input.status === 'OPEN') throw invalid('input.status', 'A report is closed as RESOLVED or DISMISSED.');
      const resolution = parseNote('input.resolution', input.resolution);
      return resolveReport(context.app, viewerOf(context), { id: parseId('input.id', input.id), status: input.status, resolution });
    },
  }),
);

interface RawTarget {
  readonly conversationId?: string | null | undefined;
  readonly messageId?: string | null | undefined;
  readonly userId?: string | null | undefined;
}

function parseTarget({ conversationId, messageId, userId }: RawTarget): ReportTarget {
  if ((messageId == null) === (userId == null)) throw invalid('input.messageId', 'Report a message or a person.');
  if (messageId == null) return { kind: 'person', userId: parseId('input.userId', userId ?? '') };
  return {
    kind: 'message',
    conversationId: parseId('input.conversationId', conversationId ?? ''),
    messageId: parseId('input.messageId', messageId),
  };
}

function parseNote(field: string, value: string | null | undefined): string | null {
  const note = parseText(field, value ?? '').trim();
  if ([...note].length > NOTE_MAX) throw invalid(field, `This is too long: at most ${NOTE_MAX} characters.`);
  return note === '' ? null : note;
}
