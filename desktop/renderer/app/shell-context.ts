/** What the places within the shell may ask of it: `useOutletContext<ShellContext>()`. */
export interface ShellContext {
  /** Opens the dialog for a new conversation. */
  readonly onNew: () => void;
}
