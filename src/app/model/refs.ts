/** Handles that commands take and tree nodes carry: plain data, so that anything may call any command. */
export interface ProgramRef {
  readonly kind: 'program';
  readonly profileId: string;
  readonly mnpId: string;
  readonly name: string;
}
export interface VersionRef {
  readonly kind: 'version';
  readonly profileId: string;
  readonly mnpId: string;
  readonly programName: string;
  readonly versionId: number;
  readonly version: string;
}
/** A file or folder as VS Code's explorer hands it over: the part of a `Uri` that commands use. */
export interface FileRef {
  readonly scheme: 'file';
  /** Absolute. */
  readonly fsPath: string;
}
