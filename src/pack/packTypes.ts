export interface PackJob {
  /** Folder that holds the project configuration file (or app.json itself). Absolute. */
  readonly root: string;
  /** Zip to write; replaced only when the new one is complete. Absolute. */
  readonly outFile: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (done: { readonly files: number; readonly bytes: number; readonly totalBytes: number }) => void;
}
export interface PackedFile {
  /** Path inside the zip, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
}
export interface PackResult {
  readonly file: string;
  /** Size of the zip in bytes. */
  readonly bytes: number;
  /** Hex SHA-256 of the zip. */
  readonly sha256: string;
  readonly files: readonly PackedFile[];
  /** Sum of the packed files' sizes in bytes. */
  readonly sourceBytes: number;
  readonly problems: readonly PackProblem[];
}
/** One finding about the folder. `args` fill the words that app/words has for the rule. */
export interface PackProblem {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly args: Readonly<Record<string, string | number>>;
  /** Relative to the root, when it is about one file. */
  readonly file?: string;
  /** Zero-based line and column in that file. */
  readonly range?: {
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
  };
}
/** The folder cannot be packed; every reason is in `problems`. */
export class PackError extends Error {
  override readonly name = 'PackError';
  constructor(readonly problems: readonly PackProblem[]) {
    super(problems.map((p) => `${p.rule} ${p.file ?? ''} ${JSON.stringify(p.args)}`).join('; '));
  }
}
/** What a project configuration file says that publishing needs. */
export interface ProjectInfo {
  readonly root: string;
  /** `project.config.json` when there is one. */
  readonly configFile: string | undefined;
  /** Mini program id, and the key it was read under (`TCSASappid`, `TCMPPappid`, `appid`). */
  readonly appId: { readonly value: string; readonly key: string } | undefined;
  /** Decoded `projectname`. */
  readonly name: string | undefined;
  /** Absolute folder that holds app.json. */
  readonly codeRoot: string;
  readonly kind: 'miniprogram' | 'game' | 'plugin';
  /** Saved compile modes that can be preview entry pages. */
  readonly entryPages: readonly { readonly name: string; readonly path: string }[];
}
