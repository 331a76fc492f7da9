/** A reason why the server cannot start that the operator can mend: one clear sentence, printed without a stack. */
export class StartupError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartupError';
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Says in one sentence why a file or folder could not be made, read or written.
 * Errors that are not of the file system come back as they are.
 */
export function explainFileError(error: unknown, path: string): unknown {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(path, error);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StartupError(`Parley may not write to ${path}. Give its user the right to, or set DATA_DIR to another folder.`, {
        cause: error,
      });
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartupError(`${path} is not a folder. Move that file away, or set DATA_DIR to another folder.`, { cause: error });
    default:
      return error;
  }
}

/** The sentence for a full disk, wherever it is noticed. */
export function diskFull(path: string, cause?: unknown): StartupError {
  return new StartupError(`The disk that holds ${path} is full. Make room, then start again; nothing stored is lost.`, { cause });
}
