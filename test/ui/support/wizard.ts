import type { CodeWindow } from '../../host/ui';

/** What the Add Profile wizard asks for, as an emulator tells it. */
export interface Account {
  readonly url: string;
  readonly platformId: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly region: string;
}

/** Goes through Add Profile for an emulator on this machine, by the keyboard; it has accepted the key when this resolves. */
export async function addProfile(window: CodeWindow, account: Account, name = 'Emulator'): Promise<void> {
  const { quickInput } = window;
  await window.runCommand('Mini Program: Add Profile…');
  const type = async (prompt: string | RegExp, text: string): Promise<void> => {
    await quickInput.locator().getByText(prompt).first().waitFor();
    await quickInput.fill(text);
    await quickInput.accept();
  };
  await type('A name for this profile', name);
  await quickInput.pick('Another address…');
  await type('Address of the API', account.url);
  await quickInput.pick('TCSAS');
  // Its label begins with an icon.
  await quickInput.rows().filter({ hasText: /An emulator$/ }).click();
  await type('Region that is sent', account.region);
  await type('Platform ID from the console', account.platformId);
  await type('SecretId of the API key', account.secretId);
  await type(/^SecretKey for/, account.secretKey);
  await quickInput.locator().waitFor({ state: 'hidden' });
}
