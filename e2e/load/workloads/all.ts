import { API } from './asking.ts';
import { CATCH_UP } from './catching-up.ts';
import { CONNECT } from './connecting.ts';
import { DESKTOP } from './desktop.ts';
import { PAGE } from './page.ts';
import { SEARCH } from './searching.ts';
import { VISIBLE } from './seeing.ts';
import { NODES, SENDING } from './sending.ts';
import type { Workload } from './workload.ts';

/** Every row of SPEED. */
export const WORKLOADS: Readonly<Record<string, Workload>> = {
  ...SENDING,
  connect: CONNECT,
  'catch-up': CATCH_UP,
  api: API,
  search: SEARCH,
  visible: VISIBLE,
  nodes: NODES,
  page: PAGE,
  desktop: DESKTOP,
};
