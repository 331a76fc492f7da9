/** An error as the API gives it. */
export class Refused extends Error {
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(code: string, extensions: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.extensions = { code, retryable: false, ...extensions };
  }
}
