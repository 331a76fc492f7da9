import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, expect } from '@playwright/test';
import { expectAccessible } from '../app/accessibility.ts';
import { ParleyPage } from '../app/parley-page.ts';
import { test } from '../app/test.ts';
import { findFreePort } from '../load/server-process.ts';
import { ClusterNode } from '../world/cluster-node.ts';

// A server and three browsers of its own.
test.slow();

/** A server of the test's own: its first account owns it. */
async function startOwned(): Promise<{ node: ClusterNode; remove: () => Promise<void> }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'parley-invited-'));
  const node = new ClusterNode({ dataDir, port: await findFreePort(), settings: { REGISTRATION: 'invitation' } });
  await node.start();
  const remove = async () => {
    await node.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { node, remove };
}

async function openDevice(browser: Browser, node: ClusterNode): Promise<ParleyPage> {
  const context = await browser.newContext({ baseURL: node.url, permissions: ['clipboard-read', 'clipboard-write'] });
  return new ParleyPage(await context.newPage(), node);
}

test('the owner invites somebody, who makes an account by the link, once', { tag: '@one-node' }, async ({ world, browser }) => {
  const { node, remove } = await startOwned();
  try {
    const [anas, bens, cleos] = await Promise.all([1, 2, 3].map(() => openDevice(browser, node)));
    if (anas === undefined || bens === undefined || cleos === undefined) throw new Error('Three devices were opened.');
    const ana = world.stranger('Ana');
    await anas.signUp(ana);
    await anas.goToSettings('Invite people');
    await expect(anas.page.getByText('Who opens a link can make an account here.')).toBeVisible();
    await anas.page.getByRole('button', { name: 'Make a link' }).click();
    await anas.page.getByRole('button', { name: 'Copy link' }).click();
    const link = await anas.page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(new RegExp(`^${node.url}/invite/[\\w-]{22}$`));
    await expect(anas.page.getByText('0 of 1 accounts')).toBeVisible();
    await expectAccessible(anas.page);

    await bens.page.goto('/sign-up');
    await expect(bens.page.getByText('An account here needs an invitation link.')).toBeVisible();
    await bens.page.goto(link);
    await expect(bens.page.getByText(`${ana.displayName} invites you to localhost:${node.port}`)).toBeVisible();
    await expectAccessible(bens.page);
    await cleos.page.goto(link);
    await expect(cleos.page.getByText(`${ana.displayName} invites you`)).toBeVisible();

    const ben = world.stranger('Ben');
    await bens.fillSignUp(ben);
    await bens.expectSignedIn();
    await bens.goTo('Settings');
    await expect(bens.page.getByRole('link', { name: 'Invite people' })).toBeHidden();

    await cleos.fillSignUp(world.stranger('Cleo'));
    await expect(cleos.page.getByRole('heading', { name: 'This invitation has been used up' })).toBeVisible();
    await expect(cleos.page.getByText(`Ask ${ana.displayName} for a new link.`)).toBeVisible();
    await expectAccessible(cleos.page);

    await anas.page.getByRole('button', { name: 'Make a link' }).click();
    await anas.page.getByRole('button', { name: /^Revoke the link/ }).click();
    await expect(anas.page.getByText('No link works at the moment.')).toBeVisible();
    await cleos.page.goto(await anas.page.getByRole('textbox', { name: 'Invitation link' }).inputValue());
    await expect(cleos.page.getByRole('heading', { name: 'This invitation was revoked' })).toBeVisible();
    await Promise.all([anas, bens, cleos].map(({ page }) => page.context().close()));
  } finally {
    await remove();
  }
});
