import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { BACK } from '../../../src/app/ports';
import { askIn } from '../../../src/vscode/ui/inputBox';

/** A box that does what it is told; `press` stands for the button in its title. */
class FakeBox {
  value = '';
  buttons: readonly vscode.QuickInputButton[] = [];
  isDisposed = false;
  #onButton: () => void = () => undefined;
  show(): void {}
  dispose(): void {
    this.isDisposed = true;
  }
  onDidHide(): void {}
  onDidChangeValue(): void {}
  onDidAccept(): void {}
  onDidTriggerButton(listener: () => void): void {
    this.#onButton = listener;
  }
  press(): void {
    this.#onButton();
  }
}

it('an input box hands over what was typed when Back is pressed', async () => {
  const box = new FakeBox();
  const back = { tooltip: 'Back' } as vscode.QuickInputButton;
  const kept: string[] = [];
  const answer = askIn(box as unknown as vscode.InputBox, back, {
    title: 'Publish',
    prompt: 'What is new?',
    value: 'Fixed',
    steps: { step: 2, of: 3 },
    onBack: (value) => kept.push(value),
  });
  assert.deepEqual(box.buttons, [back]);
  box.value = 'Fixed the cart';
  box.press();
  assert.equal(await answer, BACK);
  assert.deepEqual([kept, box.isDisposed], [['Fixed the cart'], true]);
});
