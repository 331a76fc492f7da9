import { type ReactNode, useRef, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { ContextMenu } from '../ui/ContextMenu.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { MenuButton } from '../ui/MenuButton.tsx';
import { Popover } from '../ui/Popover.tsx';
import { useToasts } from '../ui/ToastProvider.tsx';
import { tipProps } from '../ui/tips.ts';
import { exampleMenu } from './example-menu.ts';
import styles from './gallery.module.css';
import { Part } from './Part.tsx';

type Place = 'center' | 'side' | 'top';
const places: readonly Place[] = ['center', 'side', 'top'];

/** What opens above the page. */
export function FloatingParts(): ReactNode {
  const [place, setPlace] = useState<Place | 'confirm' | 'popover'>();
  const anchor = useRef<HTMLDivElement>(null);
  const toasts = useToasts();
  const close = () => setPlace(undefined);
  return (
    <>
      <Part name="MenuButton and ContextMenu">
        <MenuButton icon="more" label="Menu" menu={exampleMenu} placement="bottom start" />
        <MenuButton icon="bell" label="Menu with words" words="With words" menu={exampleMenu} />
        <MenuButton icon="more" label="Disabled menu" menu={exampleMenu} isDisabled />
        <ContextMenu label="Place" menu={exampleMenu} className={styles.target}>
          <button type="button">Press me with the second button</button>
        </ContextMenu>
      </Part>
      <Part name="Dialog, ConfirmDialog, Popover, tips">
        {places.map((name) => (
          <Button key={name} onPress={() => setPlace(name)}>
            Dialog {name}
          </Button>
        ))}
        <Button onPress={() => setPlace('confirm')}>Confirm</Button>
        <div ref={anchor}>
          <Button onPress={() => setPlace('popover')}>Popover</Button>
        </div>
        <a href="#tip" {...tipProps({ label: 'Words for it', shortcut: 'Ctrl K' })}>
          With a tip
        </a>
        <Popover label="Example" isOpen={place === 'popover'} onClose={close} anchor={anchor}>
          <div className={styles.target}>Something small</div>
        </Popover>
      </Part>
      <Part name="Toast">
        <Button onPress={() => toasts.show({ text: 'It is done.' })}>News</Button>
        <Button onPress={() => toasts.show({ text: '“Lunch” is archived.', action: { label: 'Undo', onAction: close } })}>
          News with a way back
        </Button>
      </Part>
      {places
        .filter((name) => name === place)
        .map((name) => (
          <Dialog key={name} title={`A dialog: ${name}`} place={name} onClose={close}>
            <p className={styles.target}>What it is about.</p>
          </Dialog>
        ))}
      {place === 'confirm' && (
        <ConfirmDialog
          title="Leave the group?"
          hint="You stop seeing it, until a member adds you again."
          confirmLabel="Leave"
          onConfirm={() => Promise.reject(new Error('no'))}
          onClose={close}
          explain={() => 'It did not work. Try again.'}
        />
      )}
    </>
  );
}
