import { type FocusEvent, type PointerEvent, useState } from 'react';

interface RowAttention {
  readonly hasFocus: boolean;
  /** Something of the row is open: it stays as it is meanwhile. */
  readonly isHeld: boolean;
  /** One points at it, is in it, or has something of it open. */
  readonly isAttended: boolean;
  hold(isHeld: boolean): void;
  readonly listeners: {
    onPointerEnter(event: PointerEvent): void;
    onPointerLeave(): void;
    onFocus(): void;
    onBlur(event: FocusEvent): void;
  };
}

/** Whether somebody minds a row just now. */
export function useRowAttention(): RowAttention {
  const [isHovered, setIsHovered] = useState(false);
  const [hasFocus, setHasFocus] = useState(false);
  const [isHeld, hold] = useState(false);
  return {
    hasFocus,
    isHeld,
    isAttended: isHovered || hasFocus || isHeld,
    hold,
    listeners: {
      onPointerEnter: ({ pointerType }) => setIsHovered(pointerType === 'mouse'),
      onPointerLeave: () => setIsHovered(false),
      onFocus: () => setHasFocus(true),
      onBlur({ currentTarget, relatedTarget }) {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setHasFocus(false);
      },
    },
  };
}
