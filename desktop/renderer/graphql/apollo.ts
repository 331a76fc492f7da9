import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client';
import { print } from 'graphql';
import { useContext } from 'react';
import { Observable } from 'rxjs';
import type { ParleyClient } from '../../sync/client.ts';
import { ClientContext } from './client-context.ts';

/** Sends what Apollo asks as the viewer; errors arrive in components as the `ApiError` that they are. */
function sessionLink(client: ParleyClient): ApolloLink {
  return new ApolloLink(
    (operation) =>
      new Observable((observer) => {
        client.session.request<Record<string, unknown>>(print(operation.query), operation.variables).then(
          (data) => {
            observer.next({ data });
            observer.complete();
          },
          (error: unknown) => observer.error(error),
        );
      }),
  );
}

function createApollo(client: ParleyClient | null): ApolloClient {
  return new ApolloClient({
    link: client === null ? ApolloLink.empty() : sessionLink(client),
    cache: new InMemoryCache(),
    defaultOptions: { watchQuery: { fetchPolicy: 'cache-and-network' } },
  });
}

const unbuilt = createApollo(null);
const made = new WeakMap<ParleyClient, ApolloClient>();

/** The one Apollo Client of a client of ours; before there is one, a client that never answers. */
export function apolloOf(client: ParleyClient | null): ApolloClient {
  if (client === null) return unbuilt;
  const apollo = made.get(client) ?? createApollo(client);
  made.set(client, apollo);
  return apollo;
}

/**
 * For what is asked once and shown as it was answered: people found, sessions. Conversations and messages belong to sync, which keeps them
 * current and on disk (docs/decisions/0010). It comes with the first part of the page that asks for something, not with the page: given to
 * each hook as its `client`, without a provider around everything.
 */
export function useApollo(): ApolloClient {
  return apolloOf(useContext(ClientContext));
}
