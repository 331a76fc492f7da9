import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './skeleton.module.css';

interface SkeletonProps {
  shape: 'avatar' | 'line' | 'short' | 'long';
}

/** A grey shape in place of what is on its way. */
export function Skeleton({ shape }: SkeletonProps): ReactNode {
  return <span className={classNames(styles.skeleton, styles[shape])} aria-hidden="true" />;
}
