import type { Viewer } from '../../context.ts';

/** Who works the queue of reports (PEOPLE-4): the owner of this server. */
export const mayWorkReports = ({ role }: Pick<Viewer, 'role'>): boolean => role === 'OWNER';

/** Nobody reports themselves. */
export const mayReport = (viewer: Pick<Viewer, 'userId'>, reportedId: string): boolean => viewer.userId !== reportedId;
