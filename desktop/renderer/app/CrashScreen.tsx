import { Component, type ReactNode } from 'react';
import { t } from '../lib/translate.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import styles from './session-gate.module.css';

interface CrashScreenProps {
  children: ReactNode;
}

/** What is left when the page itself fails: a word and a way out. */
export class CrashScreen extends Component<CrashScreenProps, { hasCrashed: boolean }> {
  override state = { hasCrashed: false };

  static getDerivedStateFromError(): { hasCrashed: boolean } {
    return { hasCrashed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasCrashed) return this.props.children;
    return (
      <main className={styles.starting}>
        <Notice icon="alert" title={t('app.crashed')} hint={t('app.crashedHint')} role="alert">
          <Button icon="retry" onPress={() => window.location.reload()}>
            {t('app.reload')}
          </Button>
        </Notice>
      </main>
    );
  }
}
