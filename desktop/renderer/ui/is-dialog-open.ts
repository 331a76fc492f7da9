/** Whether a dialog lies above the page: keys that are meant for the page do nothing then. */
export const isDialogOpen = (): boolean => document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
