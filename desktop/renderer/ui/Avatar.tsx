import type { CSSProperties, ReactNode } from 'react';
import { avatarHue, initials } from '../lib/initials.ts';
import styles from './avatar.module.css';
import { classNames } from './class-names.ts';
import { PresenceDot, type ShownStatus } from './PresenceDot.tsx';

interface AvatarProps {
  /** What the colour is made from; the same person or group looks the same everywhere. */
  id: string;
  name: string;
  size?: 'tiny' | 'small' | 'medium' | 'large';
  /** Whether the person is here; the corner shows it. */
  status?: ShownStatus | undefined;
}

/** A person or group as initials on a colour of their own. Decoration: the name stands beside it. */
export function Avatar({ id, name, size = 'medium', status }: AvatarProps): ReactNode {
  const hue: CSSProperties & Record<'--hue', number> = { '--hue': avatarHue(id) };
  const picture = (
    <span className={classNames(styles.avatar, styles[size], status !== undefined && styles.notched)} style={hue} aria-hidden="true">
      {initials(name)}
    </span>
  );
  if (status === undefined) return picture;
  return (
    <span className={classNames(styles.corner, size === 'large' && styles.largeCorner)}>
      {picture}
      <span className={styles.dot}>
        <PresenceDot status={status} />
      </span>
    </span>
  );
}
