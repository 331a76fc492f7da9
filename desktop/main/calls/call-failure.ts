/** Why a call could not be carried out, in a form that the page may see. `field`: the part of the input that is wrong. */
export class CallFailure extends Error {
  readonly code: string;
  readonly field: string | undefined;

  constructor(code: string, message: string, { field, cause }: { field?: string; cause?: unknown } = {}) {
    super(message, { cause });
    this.name = 'CallFailure';
    this.code = code;
    this.field = field;
  }
}
