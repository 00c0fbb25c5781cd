import type { Clock } from '../base/clock';
import type { Event, Observable } from '../base/event';
import type { Log } from '../base/log';
import type { CloudClient } from '../client/cloudClient';
import type { Uploader } from '../upload/upload';
import type { ActivityFeed } from './activity/feed';
import type { Machine } from './doctor/machine';
import type { CommandArgs, CommandId, SettingTypes } from './manifest';
import type {
  AskSandbox,
  Files,
  Memento,
  Presence,
  Problems,
  SandboxHost,
  Secrets,
  Tasks,
  Ui,
  Workspace,
} from './ports';
import type { Packing } from './packing/packing';
import type { Profile } from './profile';
import type { Program, ProgramVersions } from './model/version';

/** The host as the product sees it. */
export interface Ports {
  readonly ui: Ui;
  readonly secrets: Secrets;
  readonly globalState: Memento;
  readonly workspaceState: Memento;
  readonly workspace: Workspace;
  readonly files: Files;
  readonly sandbox: SandboxHost;
  readonly askSandbox: AskSandbox;
  readonly presence: Presence;
  readonly problems: Problems;
  readonly tasks: Tasks;
  readonly machine: Machine;
  readonly clock: Clock;
  readonly log: Log;
  /** Remembers a secret so that no sink ever shows it. */
  readonly remember: (secret: string) => void;
  /** Takes what was remembered, and what looks like a secret, out of text that is kept or shown. */
  readonly redact: (text: string) => string;
  /** The value that holds for a folder of the workspace, or for the window. `folder` is an absolute path. */
  readonly setting: <K extends keyof SettingTypes>(key: K, folder?: string) => SettingTypes[K];
  /** Folder for our own data (journals, locks). Absolute. */
  readonly storagePath: string;
  readonly newId: () => string;
  /** Encrypts a password for the platform. */
  readonly encrypt: (publicKeyPem: string, text: string) => Promise<string>;
}
/** An open connection to one profile. */
export interface Session {
  readonly profile: Profile;
  readonly client: CloudClient;
  readonly upload: Uploader;
}
export interface Sessions {
  /** The profile of this window, or undefined. */
  readonly active: Profile | undefined;
  readonly onDidChange: Event<void>;
  /**
   * Opens the given or the active profile: starts the sandbox when it is one, reads the key.
   * Throws `UserError` with reason `noProfile` or `keyMissing`.
   */
  open(profileId?: string): Promise<Session>;
  list(): readonly Profile[];
}
/** Reads and remembers mini programs and versions; everything that shows them listens here. */
export interface Programs {
  readonly onDidChange: Event<{ readonly mnpId: string | undefined }>;
  /** From the platform, never from memory. Throws what the client throws. */
  program(session: Session, mnpId: string, signal?: AbortSignal): Promise<Program>;
  versions(session: Session, mnpId: string, signal?: AbortSignal): Promise<ProgramVersions>;
  /** Marks what is shown as old; whoever is watching reads again. Undefined = the list too. */
  invalidate(mnpId?: string): void;
}
export type CommandHandlers = { readonly [C in CommandId]: (...args: CommandArgs[C]) => Promise<void> };

/** A publish that runs in this window, for the status bar and for how often the tree looks. */
export interface PublishActivity {
  readonly mnpId: string;
  readonly version: string;
  /** What is being done, already worded. */
  readonly step: string;
  /** True while the platform builds the version. */
  readonly isBuilding: boolean;
}
/** What commands are made of. */
export interface AppContext extends Ports {
  /** Set by the publish commands. */
  readonly activity?: Observable<PublishActivity | undefined>;
  /** Hears of publishes and changes, for the Activity view. */
  readonly activityFeed?: ActivityFeed;
  readonly sessions: Sessions;
  readonly programs: Programs;
  /** Packs and checks folders by their settings. */
  readonly packing: Packing;
  readonly run: <C extends CommandId>(command: C, ...args: CommandArgs[C]) => Promise<void>;
}
