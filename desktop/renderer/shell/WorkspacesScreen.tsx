import { type ReactNode, useEffect, useState } from 'react';
import type { Bridge } from '../../bridge/bridge.ts';
import type { WorkspaceList as List, WorkspaceItem } from '../../bridge/workspace-calls.ts';
import { t } from '../lib/translate.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Field } from '../ui/Field.tsx';
import { FormPage } from '../ui/FormPage.tsx';
import { explainBridge } from './explain-bridge.ts';
import { WorkspaceList } from './WorkspaceList.tsx';

/** Adds a workspace by its address; shows and removes those that there are (DESKTOP-4). */
export function WorkspacesScreen({ bridge }: { readonly bridge: Bridge }): ReactNode {
  const [list, setList] = useState<List>();
  const [address, setAddress] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const [removing, setRemoving] = useState<WorkspaceItem>();
  useEffect(() => {
    void bridge.call('workspaces.list', {}).then(setList);
    return bridge.on('workspaces.changed', setList);
  }, [bridge]);

  async function add() {
    if (isPending || address.trim() === '') return;
    setIsPending(true);
    setProblem(undefined);
    try {
      await bridge.call('workspaces.add', { address });
      setAddress('');
    } catch (error) {
      setProblem(explainBridge(error));
    }
    setIsPending(false);
  }

  if (list === undefined) return null;
  const isFirst = list.workspaces.length === 0;
  const show = (id: string) => void bridge.call('workspaces.show', { id });
  return (
    <>
      <FormPage
        title={isFirst ? t('workspaces.welcome') : t('workspaces.title')}
        subtitle={isFirst ? t('workspaces.welcomeHint') : t('workspaces.hint')}
        onSubmit={() => void add()}
        submit={
          <Button type="submit" tone="primary" size="large" isWide isPending={isPending}>
            {isFirst ? t('workspaces.connect') : t('workspaces.add')}
          </Button>
        }
        before={isFirst ? null : <WorkspaceList list={list} onShow={show} onRemove={setRemoving} />}
      >
        <Field
          label={t('workspaces.address')}
          name="address"
          value={address}
          onChange={setAddress}
          hint={t('workspaces.addressHint')}
          error={problem}
          autoComplete="url"
          isRequired
          autoFocus={isFirst}
        />
      </FormPage>
      {removing !== undefined && (
        <ConfirmDialog
          title={t('workspaces.removeTitle', { name: removing.name })}
          hint={t('workspaces.removeHint')}
          confirmLabel={t('workspaces.removeSubmit')}
          onConfirm={async () => void (await bridge.call('workspaces.remove', { id: removing.id }))}
          onClose={() => setRemoving(undefined)}
          explain={explainBridge}
        />
      )}
    </>
  );
}
