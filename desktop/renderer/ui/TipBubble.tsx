import { type ReactNode, useMemo } from 'react';
import { Tooltip, TooltipTriggerStateContext } from 'react-aria-components/Tooltip';
import { classNames } from './class-names.ts';
import { Kbd } from './Kbd.tsx';
import { tipOf } from './tips.ts';
import styles from './tooltip.module.css';

interface TipBubbleProps {
  anchor: HTMLElement;
  /** Called when what it belongs to has moved away. */
  onClose: () => void;
}

/** The words of an element, beside it. */
export function TipBubble({ anchor, onClose }: TipBubbleProps): ReactNode {
  const state = useMemo(() => ({ isOpen: true, shouldSkipAnimation: false, open: () => undefined, close: onClose }), [onClose]);
  const trigger = useMemo(() => ({ current: anchor }), [anchor]);
  const { label, shortcut, placement = 'bottom' } = tipOf(anchor);
  return (
    <TooltipTriggerStateContext value={state}>
      <Tooltip key={label} triggerRef={trigger} placement={placement} offset={6} className={classNames(styles.tooltip)}>
        {label}
        {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
      </Tooltip>
    </TooltipTriggerStateContext>
  );
}
