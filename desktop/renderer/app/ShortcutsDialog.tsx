import type { ReactNode } from 'react';
import { t } from '../lib/translate.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { keys } from './keyboard-keys.ts';
import styles from './shortcuts-dialog.module.css';

const groups = [
  {
    title: t('help.everywhere'),
    rows: [
      { words: t('welcome.jump'), keys: [keys('jump')] },
      { words: t('help.commands'), keys: [keys('jump'), '>'] },
      { words: t('command.search'), keys: [keys('search')] },
      { words: t('command.new'), keys: [keys('new')] },
      { words: t('settings.title'), keys: [keys('settings')] },
      { words: t('help.title'), keys: ['?', keys('help')] },
    ],
  },
  {
    title: t('list.title'),
    rows: [
      { words: t('welcome.next'), keys: [keys('next'), keys('previous')] },
      { words: t('help.nextUnread'), keys: [keys('nextUnread'), keys('previousUnread')] },
      { words: t('help.rows'), keys: ['↓', '↑'] },
      { words: t('help.rowMenu'), keys: ['Shift F10'] },
    ],
  },
  {
    title: t('help.writing'),
    rows: [
      { words: t('welcome.send'), keys: ['Enter', 'Shift Enter'] },
      { words: t('help.editLast'), keys: ['↑'] },
      { words: t('welcome.read'), keys: ['Esc'] },
    ],
  },
];

/** Every key that does something, on one sheet (WEB-3). */
export function ShortcutsDialog({ onClose }: { onClose: () => void }): ReactNode {
  return (
    <Dialog title={t('help.title')} onClose={onClose}>
      <div className={styles.sheet}>
        {groups.map(({ title, rows }) => (
          <section key={title}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.rows}>
              {rows.map((row) => (
                <div key={row.words} className={styles.row}>
                  <dt>{row.words}</dt>
                  <dd className={styles.keys}>
                    {row.keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
