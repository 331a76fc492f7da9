/**
 * Why a store on this device cannot do what it was asked:
 * - `WRONG_KEY`: what is kept was closed with another key;
 * - `CORRUPT`: what is kept cannot be read; what could be saved of it was, the rest is fetched again;
 * - `NEWER_VERSION`: it was written by a newer version of the app, and nothing of it was touched;
 * - `DISK_FULL`: nothing more can be kept;
 * - `CLOSED`: it was closed, or the app is locked;
 * - `UNAVAILABLE`: anything else that the system refuses.
 */
export type StoreFailureCode = 'WRONG_KEY' | 'CORRUPT' | 'NEWER_VERSION' | 'DISK_FULL' | 'CLOSED' | 'UNAVAILABLE';

export const STORE_FAILURE_CODES: readonly string[] = [
  'WRONG_KEY',
  'CORRUPT',
  'NEWER_VERSION',
  'DISK_FULL',
  'CLOSED',
  'UNAVAILABLE',
] satisfies readonly StoreFailureCode[];

/** What a store rejects with. */
export class StoreFailure extends Error {
  readonly code: StoreFailureCode;

  constructor(code: StoreFailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreFailure';
    this.code = code;
  }
}

export const isStoreFailureCode = (code: string): code is StoreFailureCode => STORE_FAILURE_CODES.includes(code);
