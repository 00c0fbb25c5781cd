import type { Disposable } from '../base/disposable';
import type { ProblemRule, ReasonKind, RuleArgs } from './problemRules';

/** Where the code lies inside the zip: `codeRoot` = app.json at the top and project.config.json beside it; `project` = the folder as it is. */
export type PackLayout = 'codeRoot' | 'project';

export type PlatformId = 'tcsas' | 'wechat';
/** Size limits in bytes; undefined = none. */
export interface SizeLimits {
  readonly main?: number | undefined;
  readonly subPackage?: number | undefined;
  readonly independent?: number | undefined;
  readonly total?: number | undefined;
}
/** Threads for packing: a `PackPool` (`worker/pool.ts`). */
export interface PackThreads extends Disposable {
  readonly isPackPool: true;
}
export interface CheckJob {
  /** Folder that holds the project configuration file (or app.json itself). Absolute. */
  readonly root: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (done: { readonly files: number; readonly bytes: number; readonly totalBytes: number }) => void;
  /** `codeRoot` unless told otherwise. */
  readonly layout?: PackLayout | undefined;
  /** Whose rules hold: `tcsas` unless told otherwise. */
  readonly platform?: PlatformId | undefined;
  /** Instead of the platform's own limits; an empty object = none. */
  readonly limits?: SizeLimits | undefined;
  /** The mini program that the package is for: another id in the folder is told as a problem. */
  readonly expectedAppId?: string | undefined;
  /** The user has seen the secrets in this one package and ships them: they become warnings. */
  readonly allowSecrets?: boolean | undefined;
  /** Threads that are kept by the caller; without it they are started when the folder is not tiny, and ended. */
  readonly pool?: PackThreads | undefined;
}
export interface PackJob extends CheckJob {
  /** Zip to write; replaced only when the new one is complete. Absolute. */
  readonly outFile: string;
}
export interface PackedFile {
  /** Path inside the zip, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
}
/** A stretch of a text file; lines and columns count from zero, columns in UTF-16 units. */
export interface TextRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}
/** Why a file or folder does not ship. */
export interface Reason {
  /**
   * `neverShips` = built in; `mpignore`; `packOptions`; `extension` = the platform does not carry such files;
   * `link` = leads out of the folder, nowhere or in a circle; `special` = neither file nor folder; `codeRoot` = lies beside
   * the folder that is packed.
   */
  readonly by: ReasonKind;
  /** The rule as its author wrote it: `*.key`, `/dist/`, `suffix: .bak`, `.webp`. */
  readonly rule: string;
  /** Where it stands, relative to the project's root. */
  readonly file?: string;
  readonly range?: TextRange;
}
export interface ExcludedFile {
  /** Relative to the project's root; a folder ends with a slash and stands for all it holds. */
  readonly path: string;
  readonly reason: Reason;
}
/** A file that ships because a rule says so, or although one says no. */
export interface KeptFile {
  /** Relative to the project's root. */
  readonly path: string;
  /** The rule of `packOptions.include`; undefined = the platform needs the file (`app.json`). */
  readonly reason: Reason | undefined;
  /** The rule that would have kept it out. */
  readonly against: Reason | undefined;
}
/** The main package (`root` empty) or a sub-package. */
export interface PackageSize {
  readonly root: string;
  readonly independent: boolean;
  readonly files: number;
  /** Sum of the file sizes. */
  readonly bytes: number;
  /** What is held against the limit: file sizes and the bytes of the paths. */
  readonly counted: number;
  readonly limit: number | undefined;
  /** Ten at most, largest first. */
  readonly largest: readonly PackedFile[];
}
/** What a package holds, kept with each publish so that the next can tell what changed. Plain data, JSON-safe. */
export interface PackManifest {
  readonly format: 1;
  readonly appId: string | undefined;
  /** Hex SHA-256 over paths, sizes and contents: the same on every machine, whatever deflated the zip. */
  readonly contentHash: string;
  readonly files: readonly ManifestFile[];
  readonly pages: readonly string[];
  /** `permission` scopes, `requiredPrivateInfos`, `requiredBackgroundModes` and plugins of app.json. */
  readonly permissions: readonly string[];
  /** Hosts named in the code. */
  readonly domains: readonly string[];
}
export interface ManifestFile {
  readonly path: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}
/** Everything there is to know about a package without the zip. */
export interface PackReport {
  readonly project: ProjectInfo;
  readonly files: readonly PackedFile[];
  readonly excluded: readonly ExcludedFile[];
  /** Files that ship because a rule says so; every other file ships because nothing keeps it out. */
  readonly kept: readonly KeptFile[];
  /** Main package first. */
  readonly packages: readonly PackageSize[];
  /** Sum of the packed files' sizes in bytes. */
  readonly sourceBytes: number;
  /** Errors first, then by file and line. */
  readonly problems: readonly PackProblem[];
  readonly manifest: PackManifest;
}
export interface PackResult extends PackReport {
  readonly file: string;
  /** Size of the zip in bytes. */
  readonly bytes: number;
  /** Hex SHA-256 of the zip. */
  readonly sha256: string;
}
/** One finding about the folder. `args` fill the words that app/words has for the rule. */
export type PackProblem = { [R in ProblemRule]: ProblemOf<R> }[ProblemRule];
export interface ProblemOf<R extends ProblemRule> {
  readonly rule: R;
  readonly severity: 'error' | 'warning' | 'info';
  readonly args: RuleArgs[R];
  /** Relative to the root, with forward slashes, when it is about one file. */
  readonly file?: string;
  /** Zero-based line and column in that file. */
  readonly range?: TextRange;
  /** What the host can offer to do about it. */
  readonly fix?: ProblemFix;
}
export type ProblemFix = 'stripBom' | 'buildNpm';
/** The folder cannot be packed; every reason is in `problems`. */
export class PackError extends Error {
  override readonly name = 'PackError';
  constructor(readonly problems: readonly PackProblem[]) {
    super(problems.map((p) => `${p.rule} ${p.file ?? ''} ${JSON.stringify(p.args)}`).join('; '));
  }
}
export type ProjectKind = 'miniprogram' | 'game' | 'plugin';
export interface EntryPage {
  /** Name of the compile mode, or the page itself. */
  readonly name: string;
  /** Page path without a leading slash, with its query: `pages/cart/cart?id=7`. */
  readonly path: string;
}
/**
 * What becomes of a setting of the project file. `honoured`: decides here what ships; `platform`: goes with the package, and
 * the platform's own build does it; `development`: nothing of it ships; `buildFirst`: a step of the vendor's IDE before it
 * packs, nothing is compiled here; `notApplied`: without effect here.
 */
export type SettingEffect = 'honoured' | 'platform' | 'development' | 'buildFirst' | 'notApplied';
export interface SettingInForce {
  /** `packOptions`, `setting.minified`. */
  readonly key: string;
  /** A text as it is, everything else as JSON; cut after 200 characters. */
  readonly value: string;
  readonly effect: SettingEffect;
  /** `project.config.json` or `project.private.config.json`. */
  readonly file: string;
  readonly range?: TextRange;
}
/** What a project configuration file says that publishing needs. */
export interface ProjectInfo {
  readonly root: string;
  /** Absolute path of `project.config.json` when there is one. */
  readonly configFile: string | undefined;
  /**
   * Mini program id, and the key it was read under (`TCSASappid`, `TCMPPappid`, `appid`, …; `override` when the caller
   * gave it).
   */
  readonly appId: { readonly value: string; readonly key: string } | undefined;
  /** Decoded `projectname`. */
  readonly name: string | undefined;
  /** Absolute folder that holds app.json. */
  readonly codeRoot: string;
  readonly kind: ProjectKind;
  /** Saved compile modes that can be preview entry pages, then every page of app.json. */
  readonly entryPages: readonly EntryPage[];
  /** Settings that change what ships, or that people expect to. */
  readonly settings: readonly SettingInForce[];
  /** What is wrong or surprising about the configuration; `error` stops packing. */
  readonly problems: readonly PackProblem[];
}
