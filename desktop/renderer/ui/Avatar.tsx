import type { CSSProperties, ReactNode } from 'react';
import { avatarHue, initials } from '../lib/initials.ts';
import styles from './avatar.module.css';
import { classNames } from './class-names.ts';

interface AvatarProps {
  /** What the colour is made from; the same person or group looks the same everywhere. */
  id: string;
  name: string;
  size?: 'tiny' | 'small' | 'medium' | 'large';
}

/** A person or group as initials on a colour of their own. Decoration: the name stands beside it. */
export function Avatar({ id, name, size = 'medium' }: AvatarProps): ReactNode {
  const hue: CSSProperties & Record<'--hue', number> = { '--hue': avatarHue(id) };
  return (
    <span className={classNames(styles.avatar, styles[size])} style={hue} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
