/** A person's account as they see it themselves. */
export interface Account {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly role: 'OWNER' | 'MEMBER';
}

/** The columns of an `Account`, of the table or alias `u`. */
export const ACCOUNT_COLUMNS = 'u.id, u.username, u.display_name AS "displayName", u.email, u.role';
