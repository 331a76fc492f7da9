import { type ReactNode, useState } from 'react';
import type { Bridge } from '../../bridge/bridge.ts';
import { pinProblem } from '../lib/pin-problem.ts';
import { t } from '../lib/translate.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Field } from '../ui/Field.tsx';
import { FormPage } from '../ui/FormPage.tsx';
import { explainBridge } from './explain-bridge.ts';

/** All that a locked app shows: the way back in, and the way out for who forgot the PIN (DESKTOP-4). */
export function LockScreen({ bridge }: { readonly bridge: Bridge }): ReactNode {
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const [isForgetting, setIsForgetting] = useState(false);

  async function open() {
    if (isPending || pin === '') return;
    setIsPending(true);
    try {
      const answer = await bridge.call('lock.open', { pin });
      setPin('');
      if (!answer.isRight) setProblem(pinProblem(answer));
    } catch (error) {
      setProblem(explainBridge(error));
    }
    setIsPending(false);
  }

  function type(typed: string) {
    setPin(typed);
    setProblem(undefined);
  }

  return (
    <>
      <FormPage
        title={t('lock.title')}
        subtitle={t('lock.subtitle')}
        onSubmit={() => void open()}
        submit={
          <Button type="submit" tone="primary" size="large" isWide isPending={isPending}>
            {t('lock.open')}
          </Button>
        }
        after={
          <Button isWide onPress={() => setIsForgetting(true)}>
            {t('lock.forgot')}
          </Button>
        }
      >
        <Field
          label={t('lock.pin')}
          name="pin"
          type="password"
          value={pin}
          onChange={type}
          error={problem}
          autoComplete="off"
          isRequired
          autoFocus
        />
      </FormPage>
      {isForgetting && (
        <ConfirmDialog
          title={t('lock.forgetTitle')}
          hint={t('lock.forgetHint')}
          confirmLabel={t('lock.forget')}
          onConfirm={async () => void (await bridge.call('lock.forget', {}))}
          onClose={() => setIsForgetting(false)}
          explain={explainBridge}
        />
      )}
    </>
  );
}
