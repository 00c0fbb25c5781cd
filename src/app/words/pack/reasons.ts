import * as l10n from '@vscode/l10n';
import { assertNever } from '../../../base/errors';
import type { Reason } from '../../../pack/packTypes';

/** Why a file is left out and what to do about it, as the end of a sentence, without its full stop. */
export function reasonWords({ by, rule }: Pick<Reason, 'by' | 'rule'>): string {
  switch (by) {
    case 'neverShips':
      return l10n.t('files of the kind {0} never ship; use another file', rule);
    case 'mpignore':
      return l10n.t('.mpignore has the rule "{0}"; change the rule', rule);
    case 'packOptions':
      return l10n.t('"packOptions" has the rule "{0}"; change the rule', rule);
    case 'extension':
      if (rule === '.ts') return l10n.t('TypeScript does not run on the device; build the project');
      return rule === ''
        ? l10n.t('the platform does not carry files without an ending; rename it')
        : l10n.t('the platform does not carry files ending in {0}; use another format', rule);
    case 'link':
      return linkWords(rule);
    case 'codeRoot':
      return l10n.t('it lies beside the code folder ("{0}"); move it there', rule);
    case 'special':
      return l10n.t('it is neither a file nor a folder; put a file there');
    default:
      return assertNever(by);
  }
}
function linkWords(rule: string): string {
  if (rule === 'outside') return l10n.t('it is a link that leads out of the folder; copy the file into the folder');
  return rule === 'loop'
    ? l10n.t('it is a link that leads in a circle; put the file there')
    : l10n.t('it is a link that leads nowhere; put the file there');
}
/** What the JSON parser stopped at. */
export function jsonWords(code: string): string {
  switch (code) {
    case 'PropertyNameExpected':
      return l10n.t('a name in double quotes is expected');
    case 'ValueExpected':
      return l10n.t('a value is expected');
    case 'ColonExpected':
      return l10n.t('a colon is missing');
    case 'CommaExpected':
      return l10n.t('a comma is missing');
    case 'CloseBraceExpected':
      return l10n.t('a "}" is missing');
    case 'CloseBracketExpected':
      return l10n.t('a "]" is missing');
    case 'EndOfFileExpected':
      return l10n.t('there is more text after the end');
    case 'UnexpectedEndOfComment':
      return l10n.t('a comment is not closed');
    case 'UnexpectedEndOfString':
      return l10n.t('a closing quote is missing');
    case 'InvalidNumberFormat':
    case 'UnexpectedEndOfNumber':
      return l10n.t('this is no valid number');
    case 'InvalidUnicode':
    case 'InvalidEscapeCharacter':
      return l10n.t('this is no valid escape after "\\"');
    case 'InvalidCharacter':
      return l10n.t('this character must be written as an escape');
    default:
      return l10n.t('this does not belong here');
  }
}
