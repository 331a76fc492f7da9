import type { Session } from 'electron';
import type { WorkspaceItem } from '../../bridge/workspace-calls.ts';
import { guardSession } from '../guards/guard-session.ts';
import { answerPage } from '../protocol/page-files.ts';
import { pagePolicy } from '../protocol/page-policy.ts';
import { PAGE_SCHEME } from '../protocol/page-scheme.ts';

interface PageSessionsEnds {
  readonly session: { fromPartition(partition: string): Session };
  /** Folder of the built page. */
  readonly pages: string;
}

/** What Chromium keeps apart for each workspace: storage, caches, permissions. Each is guarded before its first page. */
export class PageSessions {
  readonly #ends: PageSessionsEnds;
  readonly #sessions = new Map<string, Session>();

  constructor(ends: PageSessionsEnds) {
    this.#ends = ends;
  }

  /** `workspace`: null for the app's own screens, of which nothing is kept. */
  readonly of = (workspace: WorkspaceItem | null): Session => {
    const partition = workspace === null ? 'shell' : `persist:workspace-${workspace.id}`;
    const session = this.#sessions.get(partition) ?? this.#guarded(partition, workspace?.url ?? null);
    this.#sessions.set(partition, session);
    return session;
  };

  #guarded(partition: string, serverUrl: string | null): Session {
    const session = this.#ends.session.fromPartition(partition);
    guardSession(session, serverUrl);
    session.protocol.handle(PAGE_SCHEME, answerPage({ folder: this.#ends.pages, policy: pagePolicy(serverUrl) }));
    return session;
  }
}
