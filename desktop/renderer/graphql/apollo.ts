import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client';
import { print } from 'graphql';
import { Observable } from 'rxjs';
import type { ParleyClient } from '../../sync/client.ts';

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

/**
 * For what is asked once and shown as it was answered: people found, sessions. Conversations and messages belong to sync, which keeps them
 * current and on disk (docs/decisions/0010).
 */
export function createApollo(client: ParleyClient | null): ApolloClient {
  return new ApolloClient({
    link: client === null ? ApolloLink.empty() : sessionLink(client),
    cache: new InMemoryCache(),
    defaultOptions: { watchQuery: { fetchPolicy: 'cache-and-network' } },
  });
}
