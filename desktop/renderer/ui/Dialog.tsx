import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { t } from '../lib/translate.ts';
import { classNames } from './class-names.ts';
import styles from './dialog.module.css';
import { IconButton } from './IconButton.tsx';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** 'center' floats; 'side' is a sheet at the end of the window; 'top' is for jumping about. */
  place?: 'center' | 'side' | 'top';
  /** The title is for screen readers only. */
  isTitleHidden?: boolean;
  /** Needs an answer: a press beside it does not close it. */
  isAlert?: boolean;
}

/** Something above the page that holds the focus until it is closed. */
export function Dialog(props: DialogProps): ReactNode {
  const { title, onClose, children, place = 'center', isTitleHidden, isAlert = false } = props;
  return (
    <ModalOverlay
      isOpen
      isDismissable={!isAlert}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      className={classNames(styles.overlay, styles[place])}
    >
      <Modal className={classNames(styles.modal)}>
        <AriaDialog role={isAlert ? 'alertdialog' : 'dialog'} className={classNames(styles.dialog)}>
          <header className={isTitleHidden ? 'visually-hidden' : styles.header}>
            <Heading slot="title" className={classNames(styles.title)} dir="auto">
              {title}
            </Heading>
            {!isTitleHidden && !isAlert && <IconButton icon="close" label={t('app.close')} onPress={onClose} />}
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
