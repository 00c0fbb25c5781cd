import type { CodeWindow } from '../../host/ui';

/** What a person types into "Add Profile" for an address of their own. */
export interface ProfileAnswers {
  readonly name: string;
  readonly endpoint: string;
  readonly dialect: 'TCSAS' | 'TCMPP';
  readonly environment: 'PRODUCTION' | 'staging' | 'sandbox';
  readonly platformId: string;
  readonly secretId: string;
}

/** Answers every question of "Add Profile" but the last, and waits for that one: the key. */
export async function answerUpToKey(window: CodeWindow, answers: ProfileAnswers): Promise<void> {
  await window.runCommand('Mini Program: Add Profile…');
  await type(window, 'A name for this profile', answers.name);
  await choose(window, 'Which platform?', 'Another address…');
  await type(window, 'Address of the API', answers.endpoint);
  await choose(window, 'Which API does it speak?', answers.dialect);
  // On this machine runs an emulator: what it is for is not asked.
  if (answers.environment !== 'sandbox') await choose(window, 'What is it for?', answers.environment);
  await type(window, 'Region that is sent', undefined);
  await type(window, 'Platform ID from the console', answers.platformId);
  await type(window, 'SecretId of the API key', answers.secretId);
  await asked(window, 'SecretKey for');
}
/** Types the key and presses Enter; the box goes when the platform accepts it. */
export async function enterKey(window: CodeWindow, secretKey: string): Promise<void> {
  await window.quickInput.fill(secretKey);
  await window.quickInput.accept();
}
export async function addProfile(window: CodeWindow, answers: ProfileAnswers, secretKey: string): Promise<void> {
  await answerUpToKey(window, answers);
  await enterKey(window, secretKey);
  await window.quickInput.locator().waitFor({ state: 'hidden' });
}

/** Waits until the box asks that, then types the answer (or keeps what is in it) and presses Enter. */
export async function type(window: CodeWindow, prompt: string, answer: string | undefined): Promise<void> {
  await asked(window, prompt);
  if (answer !== undefined) await window.quickInput.fill(answer);
  await window.quickInput.accept();
}
/** Waits until the list asks that, then clicks the row with that label. */
export async function choose(window: CodeWindow, placeholder: string, label: string): Promise<void> {
  await window.quickInput.locator().getByPlaceholder(placeholder).waitFor();
  await window.quickInput.rows().filter({ hasText: label }).first().click();
}
export async function asked(window: CodeWindow, prompt: string | RegExp): Promise<void> {
  await window.quickInput.message().getByText(prompt).waitFor();
}
/** Presses the arrow beside the title. */
export async function goBack(window: CodeWindow): Promise<void> {
  await window.quickInput.locator().getByRole('button', { name: 'Back' }).click();
}
/** What stands in the box now. */
export function boxValue(window: CodeWindow): Promise<string> {
  return window.quickInput.locator().locator('.quick-input-box input').inputValue();
}
/** The number of the step in the title, as "3/8". */
export function stepOf(window: CodeWindow): Promise<string> {
  return window.quickInput.locator().locator('.quick-input-title').innerText();
}

/**
 * Clicks the first row that holds the text, no faster than a person: for a moment after the palette has closed, what
 * comes next would lose the focus, and go.
 */
export async function pickRow(window: CodeWindow, text: string | RegExp): Promise<void> {
  const row = window.quickInput.rows().filter({ hasText: text }).first();
  await row.waitFor();
  await window.page.waitForTimeout(400);
  await row.click();
}
/** Presses Escape, no faster than a person: a box that goes as it comes is taken for one that lost the focus by mishap. */
export async function giveUp(window: CodeWindow): Promise<void> {
  await window.page.waitForTimeout(400);
  await window.quickInput.dismiss();
}
