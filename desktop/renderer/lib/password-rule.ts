/** Fewest characters of a password (ID-1). */
export const passwordMinimum = 10;

/** Signs of the password as a person counts them. */
export function passwordLength(password: string): number {
  return [...password].length;
}
