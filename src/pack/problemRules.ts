/** What keeps a file or folder out of the package. */
export type ReasonKind = 'neverShips' | 'mpignore' | 'packOptions' | 'extension' | 'link' | 'special' | 'codeRoot';

interface NoArgs {
  readonly [name: string]: never;
}
interface OfFile {
  readonly path: string;
}
/** Of a file that could not be packed as it was; `code` is the file system's, empty when there is none. */
interface OfReading extends OfFile {
  readonly code: string;
}
/** Line and column count from one. */
interface AtLine extends OfFile {
  readonly line: number;
}
interface OfJson extends AtLine {
  /** The parser's own word: `CommaExpected`. */
  readonly code: string;
  readonly column: number;
}
interface OfPage {
  readonly page: string;
}
interface OfSubPackage {
  readonly root: string;
}
interface OfReason {
  readonly by: ReasonKind;
  /** As its author wrote it; the platform's own for `neverShips` and `extension`. */
  readonly rule: string;
}
interface OfSize {
  readonly bytes: number;
  readonly limit: number;
}
interface OfTotal extends OfSize {
  /** Ten at most, largest first. */
  readonly largest: readonly { readonly path: string; readonly bytes: number }[];
}
interface OfPackage extends OfTotal {
  /** Root of the sub-package; empty = main package. */
  readonly package: string;
}
interface OfEnding {
  /** With its dot; `-` = none. */
  readonly extension: string;
  /** The ending in lower case. */
  readonly right: string;
  readonly count: number;
  readonly examples: string;
}
interface OfFiles {
  readonly count: number;
  readonly bytes: number;
  /** Largest first. */
  readonly examples: string;
}
interface OfComponent extends OfFile {
  readonly name: string;
  readonly component: string;
}
/** A rule of `packOptions`: `given` = `suffix: .bak`. */
export interface OfPackRule {
  readonly given: string;
  readonly list: 'ignore' | 'include';
  readonly value: string;
}

/** Every rule a problem can be told under, with what its words are filled with. Bytes are numbers. */
export interface RuleArgs {
  readonly appIdSeveral: { readonly key: string; readonly value: string; readonly others: string };
  readonly appIdWechat: { readonly value: string };
  readonly appIdDiffers: { readonly key: string; readonly value: string; readonly expected: string };
  readonly projectConfigBroken: Omit<OfJson, 'path'> & { readonly file: string };
  /** What carries the name is not to be read; `limit` in bytes. */
  readonly projectConfigUnfit: {
    readonly file: string;
    readonly reason: 'notAFile' | 'tooLarge' | 'outside';
    readonly limit: number;
  };
  readonly privateKeyIgnored: { readonly key: string };
  readonly codeRootOutside: { readonly key: string; readonly value: string; readonly root: string };
  readonly folderUnreadable: OfReading;
  readonly appJsonMissing: OfFile & { readonly name: string; readonly root: string };
  readonly jsonBroken: OfJson;
  readonly jsonNotStrict: OfJson;
  readonly jsonBom: OfFile;
  readonly appScriptMissing: OfFile;
  readonly onlyTypeScript: OfFile & { readonly source: string; readonly page?: string };
  readonly onlyStyleSource: OfFile & { readonly source: string };
  readonly pagesEmpty: NoArgs;
  readonly pageNotText: { readonly index: number };
  readonly pagePathWrong: OfPage & { readonly file: string };
  readonly pageFileMissing: OfPage & OfFile;
  readonly pageFileExcluded: OfPage & OfFile & OfReason;
  readonly caseDiffers: { readonly wanted: string; readonly found: string };
  readonly pageTwice: OfPage;
  readonly pageInSubPackage: OfPage & OfSubPackage;
  readonly subPackageRoot: OfSubPackage & { readonly given: string };
  readonly subPackageName: OfSubPackage & { readonly name: string };
  readonly subPackageNameTwice: OfSubPackage & { readonly name: string; readonly other: string };
  readonly subPackageTwice: OfSubPackage;
  readonly subPackageNested: OfSubPackage & { readonly outer: string };
  readonly tabCount: { readonly count: number; readonly most: number };
  readonly tabBarCustomMissing: OfFile;
  readonly tabPathWrong: OfPage;
  readonly tabTwice: OfPage;
  readonly tabNotAPage: OfPage;
  readonly tabTextMissing: OfPage;
  readonly iconMissing: OfFile;
  readonly iconExcluded: OfFile & OfReason;
  readonly iconType: OfFile;
  readonly iconTooLarge: OfFile & OfSize;
  readonly componentMissing: OfComponent;
  readonly componentNotBuilt: OfComponent;
  readonly componentExcluded: OfComponent & OfReason;
  readonly entryPageUnknown: OfPage;
  readonly workersMissing: OfFile;
  readonly preloadPageUnknown: OfPage;
  readonly preloadPackageUnknown: OfPage & { readonly package: string };
  readonly locationMissing: OfFile & { readonly key: string };
  readonly npmNotBuilt: { readonly packages: string; readonly count: number };
  readonly packageTooLarge: OfPackage;
  readonly packageNearLimit: OfPackage;
  readonly totalTooLarge: OfTotal;
  readonly totalNearLimit: OfTotal;
  readonly mediaLarge: OfSize;
  readonly mainLarge: OfSize;
  readonly minifyOff: NoArgs;
  readonly filesUnused: OfFiles;
  readonly mainForSubPackage: OfFiles & OfSubPackage;
  readonly componentUnused: OfFile & { readonly name: string };
  readonly pluginUnused: { readonly name: string };
  readonly extensionNotShipped: OfEnding;
  readonly extensionCase: OfEnding;
  readonly nameForbidden: OfFile;
  readonly nameNotUtf8: OfFile;
  readonly nameTooLong: OfFile & OfSize;
  readonly nameTwice: OfFile & { readonly other: string };
  readonly linkOutside: OfFile;
  readonly linkLoop: OfFile;
  readonly linkBroken: OfFile;
  readonly packRuleEmpty: OfPackRule;
  readonly packRuleType: OfPackRule & { readonly type: string; readonly types: string };
  readonly packRuleInvalid: OfPackRule;
  readonly packRuleTooSlow: OfPackRule;
  readonly packRuleSlash: OfPackRule & { readonly type: string };
  readonly packRuleDot: OfPackRule & { readonly better: string };
  readonly packRuleNegated: OfPackRule;
  readonly packRuleFlipped: OfPackRule & { readonly escape: string; readonly becomes: string };
  readonly packRuleSlashes: OfPackRule;
  readonly packRuleAnchored: OfPackRule & { readonly type: string; readonly example: string };
  readonly packRuleBareFolder: OfPackRule & { readonly better: string };
  readonly packRuleDotFiles: OfPackRule & { readonly example: string };
  readonly packRuleMatchesNothing: OfPackRule;
  readonly packIncludeCannotAdd: OfPackRule & { readonly extension: string };
  readonly notUtf8: AtLine;
  readonly secretCloudId: AtLine;
  readonly secretPrivateKey: AtLine;
  readonly secretAssigned: AtLine;
  readonly secretEnvValue: AtLine & { readonly name: string };
  readonly referenceMissing: AtLine & { readonly target: string };
  readonly referenceNotShipped: AtLine & OfReason & { readonly target: string; readonly found: string };
  readonly scriptSyntax: AtLine & { readonly reason: string };
  /** `inside`: the tag that is still open there; empty = the tag has no counterpart. */
  readonly markupUnbalanced: AtLine & { readonly tag: string; readonly inside: string };
  readonly fileUnreadable: OfReading;
  readonly fileChanged: OfReading;
  readonly fileKeepsChanging: OfReading;
  readonly fileNotLookedInto: OfReading;
  readonly checksBounded: OfSize & { readonly looked: number };
  readonly diskFull: OfReading;
  readonly outNotWritable: OfReading;
}
export type ProblemRule = keyof RuleArgs;
