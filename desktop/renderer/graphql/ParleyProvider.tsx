import type { ReactNode } from 'react';

/** Builds the session, the store and sync for this page's server, and gives them to the hooks below. */
export declare function ParleyProvider(props: { readonly children: ReactNode }): ReactNode;
