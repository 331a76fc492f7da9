import { type ReactNode, useState } from 'react';
import { Choice } from '../ui/Choice.tsx';
import { ToastProvider } from '../ui/ToastProvider.tsx';
import { ButtonParts } from './ButtonParts.tsx';
import { FieldParts } from './FieldParts.tsx';
import { FloatingParts } from './FloatingParts.tsx';
import styles from './gallery.module.css';
import { IconParts } from './IconParts.tsx';
import { ListParts } from './ListParts.tsx';
import { NoticeParts } from './NoticeParts.tsx';
import { PersonParts } from './PersonParts.tsx';

type Look = 'system' | 'light' | 'dark';

const looks = [
  { value: 'system', label: 'System', icon: 'monitor' },
  { value: 'light', label: 'Light', icon: 'sun' },
  { value: 'dark', label: 'Dark', icon: 'moon' },
] as const;

/** Every part of `ui/` in every state, on one page (`npm run gallery`). For those who build the page, so it is in English only. */
export function Gallery(): ReactNode {
  const [look, setLook] = useState<Look>('system');
  function change(next: Look) {
    setLook(next);
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  }
  return (
    <ToastProvider>
      <main className={styles.page}>
        <header className={styles.header}>
          <h1 className={styles.title}>Parts of Parley</h1>
          <Choice label="Theme" value={look} options={looks} onChange={change} />
        </header>
        <ButtonParts />
        <FieldParts />
        <FloatingParts />
        <ListParts />
        <PersonParts />
        <NoticeParts />
        <IconParts />
      </main>
    </ToastProvider>
  );
}
