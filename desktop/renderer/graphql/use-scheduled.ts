import { useMutation, useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { useApollo } from './apollo.ts';
import { graphql } from './generated/gql.ts';

export interface ScheduledItem {
  readonly id: string;
  readonly conversationId: string;
  readonly text: string;
  readonly sendAt: string;
  /** The code of the error for which it was not sent when its time came. */
  readonly refusal?: string;
}

/** A message and its time; made once, so that asking again after an error schedules nothing twice. */
export interface Scheduling {
  readonly clientMessageId: string;
  readonly text: string;
  readonly sendAt: string;
  readonly replyToId?: string;
  readonly threadRootId?: string;
}

export interface ScheduledView {
  readonly status: 'loading' | 'ready' | 'error';
  /** The messages of the conversation that wait for their time, the next one first. */
  readonly scheduled: readonly ScheduledItem[];
  /** Both reject with an `ApiError`: the server keeps the time, so there must be a network. */
  schedule(scheduling: Scheduling): Promise<void>;
  cancel(id: string): Promise<void>;
}

const SCHEDULED = graphql(`
  query ScheduledMessages {
    scheduledMessages {
      id
      conversationId
      text
      sendAt
      refusal
    }
  }
`);

const SCHEDULE = graphql(`
  mutation ScheduleMessage($input: ScheduleMessageInput!) {
    scheduleMessage(input: $input) {
      id
    }
  }
`);

const CANCEL = graphql(`
  mutation CancelScheduledMessage($id: ID!) {
    cancelScheduledMessage(id: $id)
  }
`);

/** What the viewer wrote in a conversation to be sent later (MSG-2). */
export function useScheduled(conversationId: string): ScheduledView {
  const client = useApollo();
  const { data, error, refetch } = useQuery(SCHEDULED, { client, fetchPolicy: 'network-only' });
  const [schedule] = useMutation(SCHEDULE, { client });
  const [cancel] = useMutation(CANCEL, { client });
  return useMemo(() => {
    const pending = error === undefined ? 'loading' : 'error';
    const own = (data?.scheduledMessages ?? []).filter((message) => message.conversationId === conversationId);
    return {
      status: data === undefined ? pending : 'ready',
      scheduled: own.map(({ refusal, ...message }) => ({ ...message, ...(refusal && { refusal }) })),
      async schedule(scheduling) {
        await schedule({ variables: { input: { conversationId, ...scheduling } } });
        await refetch();
      },
      async cancel(id) {
        await cancel({ variables: { id } });
        await refetch();
      },
    };
  }, [data, error, refetch, schedule, cancel, conversationId]);
}
