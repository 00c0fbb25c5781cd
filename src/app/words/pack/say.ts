import * as l10n from '@vscode/l10n';
import type { ProblemRule, RuleArgs } from '../../../pack/problemRules';

/** One sentence for each rule: what is wrong, and what to do. File and line are told before it. */
export type PackWords = { readonly [R in ProblemRule]: (args: RuleArgs[R]) => string };
/** For what people write and may leave empty. */
export const orEmpty = (given: string): string => (given === '' ? l10n.t('(empty)') : given);
