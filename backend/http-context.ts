import type { AppContext, ClientInfo, RequestContext, Viewer } from './context.ts';
import { Loaders } from './loaders.ts';

interface HttpRequest {
  readonly requestId: string;
  readonly authorization: string | undefined;
  readonly setCookie: (header: string) => void;
}

/** The context of an operation over HTTP. A token that is wrong, expired or of an ended session makes nobody the viewer. */
export async function createHttpContext(app: AppContext, client: ClientInfo, request: HttpRequest): Promise<RequestContext> {
  return {
    app,
    requestId: request.requestId,
    viewer: await readViewer(app, request.authorization),
    client,
    loaders: new Loaders(app),
    socket: null,
    liveOperation: null,
    setCookie: request.setCookie,
  };
}

async function readViewer(app: AppContext, authorization: string | undefined): Promise<Viewer | null> {
  const [, token] = /^Bearer (\S+)$/i.exec(authorization ?? '') ?? [];
  if (token === undefined) return null;
  const viewer = await app.accessTokens.verify(token).catch(() => null);
  return viewer === null || app.endedSessions.isEnded(viewer.sessionId) ? null : viewer;
}
