import { assertNever, isCancelled } from '../base/errors';
import { ApiError, TransportError } from '../client/errors';
import { UserError } from '../app/errors/userError';
import { PackError } from '../pack/packTypes';
import { UploadError } from '../upload/upload';

/** What the exit code says; documented by `--help`. */
export const exitCodes = {
  done: 0,
  unexpected: 1,
  usage: 2,
  /** No key, wrong key, no right, no plan. */
  account: 3,
  /** The folder or the version number is not usable. */
  project: 4,
  /** The platform said no. */
  refused: 5,
  network: 6,
  /** This mini program is being published by another process. */
  busy: 7,
  /** Submitted, but the reviewers have not decided. */
  inReview: 8,
  /** The platform has taken it, but does not show it yet. */
  unconfirmed: 9,
  /** Checking found errors; with --strict warnings, too. Nothing was packed. */
  findings: 10,
  /** The script of --pre-package failed. */
  prePackage: 11,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The command line was wrong: the usage is printed with it. */
export class UsageError extends Error {}
/** The folder or what it says is wrong. */
export class ProjectError extends UserError {}
/** The script that was to run before packing failed, or is not there. */
export class PrePackageError extends UserError {}

export function exitCodeOf(error: unknown): ExitCode {
  if (isCancelled(error)) return exitCodes.interrupted;
  if (error instanceof UsageError) return exitCodes.usage;
  if (error instanceof PackError) return isOfDisk(error) ? exitCodes.unexpected : exitCodes.findings;
  if (error instanceof PrePackageError) return exitCodes.prePackage;
  if (error instanceof ProjectError) return exitCodes.project;
  if (error instanceof UploadError) return ofUpload(error);
  if (error instanceof TransportError) return exitCodes.network;
  if (error instanceof ApiError)
    return ['creds', 'perm', 'plan'].includes(error.advice) ? exitCodes.account : exitCodes.refused;
  if (error instanceof UserError) return ofReason(error);
  return exitCodes.unexpected;
}
/** Only what another try may cure is the network's. */
function ofUpload({ kind }: UploadError): ExitCode {
  switch (kind) {
    case 'settings':
    case 'redirect':
      return exitCodes.usage;
    case 'denied':
      return exitCodes.account;
    case 'noCredentials':
    case 'notFound':
    case 'full':
    case 'exists':
    case 'unreadable':
      return exitCodes.refused;
    case 'expired':
    case 'clock':
    case 'checksum':
    case 'server':
    case 'network':
    case 'timeout':
    case 'intercepted':
      return exitCodes.network;
    default:
      return assertNever(kind);
  }
}
/** The zip could not be written; nothing is said of the folder. */
export const isOfDisk = ({ problems }: PackError): boolean =>
  problems.some(({ rule }) => rule === 'diskFull' || rule === 'outNotWritable');
function ofReason({ reason, cause }: UserError): ExitCode {
  if (cause instanceof ApiError) return exitCodeOf(cause);
  if (reason === 'busy') return exitCodes.busy;
  if (reason === 'keyMissing' || reason === 'noProfile') return exitCodes.account;
  return reason === 'noFolder' || reason === 'notLinked' ? exitCodes.project : exitCodes.refused;
}
