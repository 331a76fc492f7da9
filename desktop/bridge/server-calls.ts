import { z } from 'zod';
import { call } from './contract.ts';

/** Who was signed in last, as `desktop/sync` keeps it. */
const VIEWER = z.strictObject({
  id: z.string().min(1).max(100),
  username: z.string().max(100),
  displayName: z.string().max(300),
  role: z.enum(['OWNER', 'ADMIN', 'MEMBER']),
});

export type KeptViewer = z.output<typeof VIEWER>;

interface GraphqlAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> | undefined }[];
}

/** What a page asks of its workspace's server, whose refresh token main alone has (security E10). */
export const SERVER_CALLS = {
  /** Posts a GraphQL operation to the workspace's server. UNAVAILABLE when no answer came. */
  'server.post': call<GraphqlAnswer>()(
    z.strictObject({
      document: z.string().min(1).max(100_000),
      variables: z.record(z.string(), z.unknown()),
      accessToken: z.string().max(10_000).nullable(),
    }),
    ['workspace'],
  ),
  /** Who was signed in last in this workspace; null after signing out. */
  'server.loadViewer': call<KeptViewer | null>()(z.strictObject({}), ['workspace']),
  'server.saveViewer': call<null>()(z.strictObject({ viewer: VIEWER.nullable() }), ['workspace']),
} as const;
