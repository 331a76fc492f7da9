import type { ReactNode } from 'react';
import { Toolbar } from 'react-aria-components/Toolbar';
import { t } from '../../lib/translate.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import styles from './composer.module.css';
import type { Format } from './format-text.ts';

const isMac = /Mac|iP(?:hone|ad)/.test(navigator.userAgent);
const ctrl = isMac ? '⌘' : 'Ctrl ';
const shift = isMac ? '⇧' : 'Shift ';
const alt = isMac ? '⌥' : 'Alt ';

const buttons = [
  { format: 'bold', icon: 'bold', shortcut: `${ctrl}B` },
  { format: 'italic', icon: 'italic', shortcut: `${ctrl}I` },
  { format: 'strike', icon: 'strike', shortcut: `${ctrl}${shift}X` },
  { format: 'code', icon: 'code', shortcut: `${ctrl}E` },
  { format: 'codeBlock', icon: 'codeBlock', shortcut: `${ctrl}${alt}${shift}C` },
  { format: 'quote', icon: 'quote', shortcut: `${ctrl}${shift}9` },
  { format: 'list', icon: 'list', shortcut: `${ctrl}${shift}8` },
  { format: 'numbers', icon: 'numbers', shortcut: `${ctrl}${shift}7` },
  { format: 'link', icon: 'link', shortcut: `${ctrl}${shift}U` },
] as const;

/** The ways to mark text, one tab stop for all of them (MSG-1). */
export function FormatBar({ onFormat }: { onFormat: (format: Format) => void }): ReactNode {
  return (
    <Toolbar aria-label={t('composer.format')} className={classNames(styles.formats)}>
      {buttons.map(({ format, icon, shortcut }) => (
        <IconButton
          key={format}
          icon={icon}
          size="small"
          placement="top"
          label={t(`format.${format}`)}
          shortcut={shortcut}
          onPress={() => onFormat(format)}
        />
      ))}
    </Toolbar>
  );
}
