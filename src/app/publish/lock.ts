import * as l10n from '@vscode/l10n';
import type { Disposable } from '../../base/disposable';
import { UserError } from '../errors/userError';
import type { Ports } from '../services';
import type { Journal } from './journal';
import type { PublishPlan } from './plan';

type LockPorts = Pick<Ports, 'files' | 'storagePath' | 'clock'>;
type Target = Pick<PublishPlan, 'platformId' | 'mnpId'>;

interface Holder {
  readonly folder: string;
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/**
 * One publish per mini program at a time, across the windows and command lines of this machine. The lock of a dead
 * process is taken over. Throws `UserError` with reason `busy` that says who holds it.
 */
export async function lockPublish(
  ports: LockPorts,
  plan: Target & Pick<PublishPlan, 'folder' | 'version' | 'programName'>,
): Promise<Disposable> {
  const holder: Holder = { folder: plan.folder, version: plan.version, since: ports.clock.now() };
  const lock = await ports.files.lock(lockFile(ports, plan), JSON.stringify(holder));
  if (lock.held) return lock;
  throw new UserError(busyText(ports, plan.programName, parseHolder(lock.note)), [], 'busy');
}

/** Throws `UserError` with reason `busy` when some living process publishes this mini program now: before anything is asked. */
export async function refuseWhenBusy(
  ports: LockPorts,
  target: Target & Pick<PublishPlan, 'programName'>,
): Promise<void> {
  const note = await ports.files.lockHolder(lockFile(ports, target));
  if (note !== undefined) throw new UserError(busyText(ports, target.programName, parseHolder(note)), [], 'busy');
}

/** Whether some living process publishes this mini program now. */
export async function isBusy(ports: LockPorts, target: Target): Promise<boolean> {
  return (await ports.files.lockHolder(lockFile(ports, target))) !== undefined;
}

/**
 * Whether some living process works on this very publish: another of the same mini program may hold the lock, and took it
 * after this journal was last written.
 */
export async function isAtWork(
  ports: LockPorts,
  { plan, updatedAt }: Pick<Journal, 'plan' | 'updatedAt'>,
): Promise<boolean> {
  const note = await ports.files.lockHolder(lockFile(ports, plan));
  const holder = note === undefined ? undefined : parseHolder(note);
  return holder !== undefined && holder.version === plan.version && holder.since <= updatedAt;
}

function lockFile(ports: LockPorts, target: Target): string {
  const name = `${target.platformId}-${target.mnpId}`.replace(/[^\w-]/g, '_');
  return ports.files.join(ports.storagePath, 'locks', `${name}.lock`);
}
function busyText({ clock }: LockPorts, programName: string, holder: Holder | undefined): string {
  if (holder === undefined)
    return l10n.t('{0} is being published by another window. Wait until it has ended, then try again.', programName);
  return l10n.t(
    '{0} is already being published: version {1} from the folder {2}, since {3}. Wait until that has ended or cancel it there.',
    programName,
    holder.version,
    holder.folder,
    sinceText(holder.since, clock.now()),
  );
}
/** One that waits for reviewers may hold it for days. */
function sinceText(since: number, now: number): string {
  const then = new Date(since);
  return then.toDateString() === new Date(now).toDateString() ? then.toLocaleTimeString() : then.toLocaleString();
}
function parseHolder(note: string): Holder | undefined {
  try {
    const value = JSON.parse(note) as Partial<Holder> | null;
    if (typeof value?.folder !== 'string' || typeof value.version !== 'string' || typeof value.since !== 'number')
      return undefined;
    return { folder: value.folder, version: value.version, since: value.since };
  } catch {
    return undefined;
  }
}
