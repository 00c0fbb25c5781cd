import type { Disposable } from '../../base/disposable';
import { Observable } from '../../base/event';

/** Milliseconds in which a box that has just opened is hidden by others, not by the user. */
const GRACE_MS = 120;

/** What input boxes and pickers have in common. */
export interface Box {
  ignoreFocusOut: boolean;
  show(): void;
  onDidHide(listener: () => void): unknown;
}
/** Whether an input box or a picker of ours is on the screen; there is only ever one. */
export const isBoxOpen = new Observable(false);
let newest: Box | undefined;

/**
 * Shows a box. `stays` = also when the user turns to something else; `gone` is called when it is hidden for good;
 * `refill` gives it its rows again, which a list loses when it is hidden. Dispose what it answers together with the box.
 *
 * The palette takes the focus back as it closes. A box that opens at that moment is gone before anybody sees it, or,
 * when it stays, the typing goes elsewhere. So one that is hidden at once is shown again, with the focus.
 */
export function showBox(box: Box, stays: boolean, gone: () => void, refill?: () => void): Disposable {
  let isYoung = true;
  let isEnded = false;
  const timer = setTimeout(() => {
    isYoung = false;
    box.ignoreFocusOut = stays;
  }, GRACE_MS);
  const end = (): void => {
    if (isEnded) return;
    isEnded = true;
    clearTimeout(timer);
    if (newest === box) isBoxOpen.set(false);
  };
  box.onDidHide(() => {
    if (isYoung && !isEnded) {
      box.show();
      refill?.();
      return;
    }
    end();
    gone();
  });
  box.ignoreFocusOut = false;
  newest = box;
  isBoxOpen.set(true);
  box.show();
  return { dispose: end };
}
