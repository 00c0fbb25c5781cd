import type { TextRange } from '../packTypes';

/** Why a file or folder does not ship. */
export interface Reason {
  /**
   * `neverShips` = built in; `mpignore`; `packOptions`; `extension` = the platform does not carry such files;
   * `link` = leads out of the folder, nowhere or in a circle; `special` = neither file nor folder.
   */
  readonly by: 'neverShips' | 'mpignore' | 'packOptions' | 'extension' | 'link' | 'special';
  /** The rule as its author wrote it: `*.key`, `/dist/`, `suffix: .bak`, `.webp`. */
  readonly rule: string;
  /** Where it stands, relative to the project's root. */
  readonly file?: string;
  readonly range?: TextRange;
}
