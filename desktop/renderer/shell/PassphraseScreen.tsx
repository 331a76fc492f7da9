import { type ReactNode, useState } from 'react';
import type { Bridge } from '../../bridge/bridge.ts';
import { t } from '../lib/translate.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { FormPage } from '../ui/FormPage.tsx';
import { explainBridge } from './explain-bridge.ts';

/** What is kept must withstand guessing by a machine. */
const LENGTH_MIN = 12;

interface PassphraseScreenProps {
  bridge: Bridge;
  /** Nothing is kept here yet: a passphrase is chosen. */
  isNew: boolean;
}

/** For a system that keeps no keys: what is kept here opens with a passphrase, or nothing is kept (security E10). */
export function PassphraseScreen({ bridge, isNew }: PassphraseScreenProps): ReactNode {
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);

  async function open() {
    if (isPending) return;
    if (isNew && passphrase.length < LENGTH_MIN) return setProblem(t('passphrase.short', { count: LENGTH_MIN }));
    if (isNew && passphrase !== repeated) return setProblem(t('passphrase.different'));
    setIsPending(true);
    try {
      await bridge.call('shell.usePassphrase', { passphrase });
    } catch (error) {
      setProblem(explainBridge(error));
    }
    setIsPending(false);
  }

  return (
    <FormPage
      title={isNew ? t('passphrase.chooseTitle') : t('passphrase.enterTitle')}
      subtitle={isNew ? t('passphrase.chooseHint') : t('passphrase.enterHint')}
      problem={problem}
      onSubmit={() => void open()}
      submit={
        <Button type="submit" tone="primary" size="large" isWide isPending={isPending}>
          {isNew ? t('passphrase.choose') : t('passphrase.open')}
        </Button>
      }
      after={
        <Button isWide onPress={() => void bridge.call('shell.keepNothing', {})}>
          {t('passphrase.keepNothing')}
        </Button>
      }
    >
      <Field
        label={t('passphrase.label')}
        name="passphrase"
        type="password"
        value={passphrase}
        onChange={setPassphrase}
        isRequired
        autoFocus
      />
      {isNew && <Field label={t('passphrase.repeat')} name="repeated" type="password" value={repeated} onChange={setRepeated} isRequired />}
    </FormPage>
  );
}
