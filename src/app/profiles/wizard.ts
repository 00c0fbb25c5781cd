import { BACK, type Back, type StepNumber } from '../ports';

/**
 * Asks one thing; answers the state with it, BACK, or undefined when the user gave up. `keep` takes the state as it is
 * to be after BACK: with what was typed so far.
 */
export type Step<S> = (state: S, steps: StepNumber, keep: (state: S) => void) => Promise<S | Back | undefined>;

/**
 * Walks through steps that may depend on earlier answers. Back goes to the step before with everything kept, from the
 * first step nowhere. Undefined when the user gave up.
 */
export async function runSteps<S>(initial: S, stepsFor: (state: S) => readonly Step<S>[]): Promise<S | undefined> {
  let state = initial;
  let at = 0;
  const keep = (kept: S): void => {
    state = kept;
  };
  for (;;) {
    const steps = stepsFor(state);
    const step = steps[at];
    if (!step) return state;
    const answer = await step(state, { step: at + 1, of: steps.length }, keep);
    if (answer === undefined) return undefined;
    if (answer === BACK) at = Math.max(0, at - 1);
    else {
      state = answer;
      at++;
    }
  }
}
