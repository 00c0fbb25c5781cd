import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../src/sandbox/startSandbox';
import type { CodeWindow } from '../host/ui';
import { openFront, type PlatformFront } from './support/platformFront';
import { openProduct, removeFolder, sampleProject } from './support/product';
import {
  addProfile,
  asked,
  boxValue,
  choose,
  enterKey,
  giveUp,
  goBack,
  pickRow,
  type ProfileAnswers,
  stepOf,
  type,
} from './support/profileWizard';

describe('profiles, as a person keeps them', () => {
  const program = 'Gift Cards';
  let window: CodeWindow;
  let folder: string;
  let staging: Sandbox;
  let production: Sandbox;
  let front: PlatformFront;
  before(async () => {
    folder = sampleProject();
    staging = await startSandbox({ buildMs: 200 });
    production = await startSandbox({ buildMs: 200 });
    // A platform has a name of the internet: an address on this machine could only be a sandbox.
    front = await openFront({ 'staging.example.com': staging.url, 'live.example.com': production.url });
    window = await openProduct({ target: folder, settings: front.settings, env: front.env });
    await window.openView('Mini Programs');
    await window.page.getByRole('button', { name: 'Add Profile…' }).waitFor();
  });
  after(async () => {
    await window.close();
    front.close();
    await Promise.all([staging.close(), production.close()]);
    removeFolder(folder);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('profiles-failed');
  });

  const answers = ({ platformId, secretId }: Sandbox, name: string): Omit<ProfileAnswers, 'environment'> => ({
    name,
    endpoint: 'https://live.example.com',
    dialect: 'TCSAS',
    platformId,
    secretId,
  });
  /** What stands above the rows. */
  const aboveRows = (text: string | RegExp): Promise<void> =>
    window.page.locator('.part.sidebar .pane-body .message').filter({ hasText: text }).waitFor();
  const boxGone = (): Promise<void> => window.quickInput.locator().waitFor({ state: 'hidden' });

  it('Add Profile goes back step by step and keeps what was typed', async () => {
    await window.runCommand('Mini Program: Add Profile…');
    await type(window, 'A name for this profile', 'Shop staging');
    await choose(window, 'Which platform?', 'Another address…');
    await type(window, 'Address of the API', 'http://example.invalid');
    await asked(window, 'Use https: the key must not travel in the clear');
    await window.quickInput.fill('https://staging.example.com');
    await window.quickInput.accept();
    await choose(window, 'Which API does it speak?', 'TCSAS');
    await choose(window, 'What is it for?', 'staging');
    await asked(window, 'Region that is sent');
    assert.match(await stepOf(window), /6\/9/);
    for (const question of ['What is it for?', 'Which API does it speak?']) {
      await goBack(window);
      await window.quickInput.locator().getByPlaceholder(question).waitFor();
    }
    await goBack(window);
    await asked(window, 'Address of the API');
    assert.equal(await boxValue(window), 'https://staging.example.com');
    await goBack(window);
    await window.quickInput.locator().getByPlaceholder('Which platform?').waitFor();
    const chosen = window.quickInput.rows().and(window.page.locator('.focused'));
    assert.match(await chosen.innerText(), /Another address/);
    await goBack(window);
    await asked(window, 'A name for this profile');
    assert.equal(await boxValue(window), 'Shop staging');
  });

  it('goes on from there, tests the key, and shows the mini programs', async () => {
    await window.quickInput.accept();
    for (const question of ['Which platform?', 'Address of the API', 'Which API', 'What is it for?', 'Region']) {
      await window.quickInput
        .locator()
        .getByPlaceholder(question)
        .or(window.quickInput.message().getByText(question))
        .first()
        .waitFor();
      await window.quickInput.accept();
    }
    await type(window, 'Platform ID from the console', 'X1');
    await asked(window, 'A platform ID begins with T');
    await window.quickInput.fill(staging.platformId);
    await window.quickInput.accept();
    await type(window, 'SecretId of the API key', staging.secretId);
    await asked(window, 'SecretKey for');
    await enterKey(window, staging.secretKey);
    await boxGone();
    await window.tree.row(program).waitFor();
    await aboveRows(/^Shop staging · staging · updated/);
  });

  it('a second one becomes the active one and is marked PRODUCTION wherever it is shown', async () => {
    await addProfile(window, { ...answers(production, 'Shop live'), environment: 'PRODUCTION' }, production.secretKey);
    await aboveRows(/^Shop live · PRODUCTION/);
    await window.statusBarItem(/1\.4\.1 online.*PRODUCTION/).waitFor();
    await window.runCommand('Mini Program: Switch Profile…');
    await window.quickInput
      .rows()
      .filter({ hasText: /Shop live.*PRODUCTION · active/ })
      .waitFor();
    await window.screenshot(`profiles-${window.host.name}-switch`);
    await giveUp(window);
  });

  it('refuses a name that is taken', async () => {
    await window.runCommand('Mini Program: Add Profile…');
    await type(window, 'A name for this profile', 'Shop live');
    await asked(window, 'Another profile has this name');
    await giveUp(window);
  });

  it('releasing on production wants the name of the mini program', async () => {
    const online = (): string | undefined => onlineOf(production, program);
    assert.equal(online(), '1.0.0');
    await window.runCommand('Mini Program: Release…');
    await window.quickInput.locator().getByText('Release · Shop live (PRODUCTION)').waitFor();
    await pickRow(window, program);
    await window.quickInput.locator().getByText(`Release: ${program} · Shop live (PRODUCTION)`).waitFor();
    await pickRow(window, '1.1.0');
    await window.dialog.locator().getByText(`Release 1.1.0 of ${program} to all users?`).waitFor();
    assert.match(await window.dialog.text(), /Environment: PRODUCTION[\s\S]*Online now: 1\.0\.0/);
    await window.dialog.press('Release 1.1.0');
    await asked(window, `Type "${program}" to confirm`);
    await window.screenshot(`profiles-${window.host.name}-typed-name`);
    await window.quickInput.accept();
    await asked(window, 'This is not the name');
    await window.quickInput.fill('Gift');
    await window.quickInput.accept();
    await asked(window, 'This is not the name');
    assert.equal(online(), '1.0.0');
    await window.quickInput.fill(program);
    await window.quickInput.accept();
    await window.notifications.find(`${program} 1.1.0 is online`).waitFor();
    assert.equal(online(), '1.1.0');
    assert.equal(onlineOf(staging, program), '1.0.0');
    await window.notifications.clear();
  });

  it('Switch Profile shows the other platform', async () => {
    await window.runCommand('Mini Program: Switch Profile…');
    await pickRow(window, 'Shop staging');
    await aboveRows(/^Shop staging · staging/);
    await window.statusBarItem(/1\.4\.1 online$/).waitFor();
    await window.tree.row(program).filter({ hasText: '1.0.0 online' }).waitFor();
  });

  it('Rename Profile shows the new name at once', async () => {
    await window.runCommand('Mini Program: Rename Profile…');
    await pickRow(window, 'Shop staging');
    await type(window, 'New name of Shop staging', 'Rehearsal');
    await aboveRows(/^Rehearsal · staging/);
  });

  it('Replace Key keeps the old key until the platform accepts the new one', async () => {
    await window.runCommand('Mini Program: Replace Key…');
    await pickRow(window, 'Rehearsal');
    await asked(window, 'SecretId of the API key');
    assert.equal(await boxValue(window), staging.secretId);
    await window.quickInput.accept();
    await asked(window, 'SecretKey for');
    await enterKey(window, 'not-the-key-of-anyone');
    await asked(window, 'The SecretKey does not belong to this SecretId');
    await window.screenshot(`profiles-${window.host.name}-wrong-key`);
    await giveUp(window);
    await window.runCommand('Mini Program: Refresh');
    await aboveRows(/^Rehearsal · staging · updated just now/);
    await window.runCommand('Mini Program: Replace Key…');
    await pickRow(window, 'Rehearsal');
    await asked(window, 'SecretId of the API key');
    assert.equal(await boxValue(window), staging.secretId);
    await window.quickInput.accept();
    await asked(window, 'SecretKey for');
    await enterKey(window, staging.secretKey);
    await boxGone();
    await aboveRows(/^Rehearsal · staging · updated just now/);
  });

  it('Remove Profile says what goes; the last one brings the welcome back', async () => {
    await window.runCommand('Mini Program: Remove Profile…');
    await pickRow(window, 'Rehearsal');
    assert.match(await window.dialog.text(), /its key in the key store[\s\S]*Nothing changes on the platform/);
    await window.screenshot(`profiles-${window.host.name}-remove`);
    await window.dialog.press('Remove Profile');
    await aboveRows(/^Shop live · PRODUCTION/);
    await window.runCommand('Mini Program: Remove Profile…');
    await window.dialog.press('Remove Profile');
    await window.page.getByRole('button', { name: 'Try the Sandbox' }).waitFor();
    await window.statusBarItem('online').waitFor({ state: 'detached' });
  });
});

function onlineOf({ state }: Sandbox, name: string): string | undefined {
  const program = [...state.programs.values()].find((candidate) => candidate.name === name);
  const id = program?.onlineVersionId;
  return id === undefined ? undefined : state.versions.get(id)?.number;
}
