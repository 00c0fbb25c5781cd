import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../base/errors';
import { UserError } from '../errors/userError';
import type { ProgramRef, VersionRef } from '../model/refs';
import { ago } from '../model/times';
import type { ApprovalItem, ProgramVersions, Version } from '../model/version';
import { stateWords, whereWord } from '../model/words';
import { pickProgram } from '../pickProgram';
import { BACK, type PickItem } from '../ports';
import type { Profile } from '../profile';
import type { Session } from '../services';
import type { CommandContext } from './context';
import { whileWaiting } from './waiting';

const lastKey = 'lastProgram';

export interface ProgramTarget {
  readonly session: Session;
  readonly program: ProgramRef;
}
export interface VersionTarget {
  readonly session: Session;
  readonly version: Version;
  /** All versions of its program, as read just now. */
  readonly known: ProgramVersions;
}
/** "Release · Shop team (PRODUCTION)": whoever chooses sees where. */
export const titleFor = (what: string, profile: Profile): string => `${what} · ${whereWord(profile)}`;

/** The program of the node, else the one the user picks; the program of this folder and the one chosen last come first. */
export async function targetProgram(
  context: CommandContext,
  node: ProgramRef | VersionRef | undefined,
  what: string,
): Promise<ProgramTarget> {
  if (node) {
    const session = await context.sessions.open(node.profileId);
    const name = node.kind === 'program' ? node.name : node.programName;
    return { session, program: { kind: 'program', profileId: node.profileId, mnpId: node.mnpId, name } };
  }
  const session = await context.sessions.open();
  const first = [context.linked.id, context.workspaceState.get<string>(lastKey)].flatMap((id) => id ?? []);
  const title = titleFor(what, session.profile);
  const program = await pickProgram(context, session, title, l10n.t('Type to search all mini programs'), first);
  await context.workspaceState.set(lastKey, program.mnpId);
  return { session, program };
}
/** What is said while versions are read. */
export const readingVersions = (name: string): string => l10n.t('Reading the versions of {0}', name);
export interface VersionQuestion {
  /** Title of the pickers: the command's own name. */
  readonly what: string;
  readonly accepts: (version: Version, items: readonly ApprovalItem[]) => boolean;
  /** What to say when no version, or not this one, is in the state for it. */
  readonly none: (name: string) => string;
}
/** The version of the node as it is on the platform now, else the one the user picks among those that fit. Throws `Cancelled`. */
export async function targetVersion(
  context: CommandContext,
  node: VersionRef | ProgramRef | undefined,
  question: VersionQuestion,
): Promise<VersionTarget> {
  const target = await targetProgram(context, node, question.what);
  const { session, program } = target;
  const reading = readingVersions(program.name);
  const known = await whileWaiting(context, reading, (signal) =>
    context.programs.versions(session, program.mnpId, signal),
  );
  const itemsOf = (version: Version): readonly ApprovalItem[] =>
    known.approvals.filter((item) => item.approvalNo === version.approvalNo);
  const fitting = known.versions.filter((version) => question.accepts(version, itemsOf(version)));
  if (node?.kind === 'version') {
    const version = fitting.find((candidate) => candidate.ref.versionId === node.versionId);
    if (version) return { session, version, known };
    const isGone = !known.versions.some((candidate) => candidate.ref.versionId === node.versionId);
    throw stateError(
      isGone ? l10n.t('Version {0} no longer exists on the platform.', node.version) : question.none(node.version),
    );
  }
  if (fitting.length === 0) throw stateError(question.none(program.name));
  // From a program's own menu, one version that fits is the one that is meant.
  const only = node && fitting.length === 1 ? fitting[0] : undefined;
  if (only) return { session, version: only, known };
  const title = titleFor(`${question.what}: ${program.name}`, session.profile);
  const version = await context.ui.pick<Version>({
    title,
    placeholder: l10n.t('Choose a version'),
    items: fitting.map((candidate) => versionItem(candidate, context.clock.now())),
  });
  return { session, version: answered(version), known };
}
/** What was picked; giving up and going back end the command. */
export function answered<T>(answer: T | typeof BACK | undefined): T {
  if (answer === undefined || answer === BACK) throw new Cancelled();
  return answer;
}
const stateError = (message: string): UserError =>
  new UserError(message, [{ label: l10n.t('Refresh'), command: 'miniProgram.refresh' }], 'other');

function versionItem(version: Version, now: number): PickItem<Version> {
  const words = stateWords(version.state);
  const time = version.releasedAt ?? version.createdAt;
  const parts = [words.label, version.isPreview ? l10n.t('preview') : '', time === undefined ? '' : ago(time, now)];
  return {
    label: version.ref.version,
    description: parts.filter((part) => part !== '').join(' · '),
    ...(version.intro === '' ? {} : { detail: version.intro }),
    icon: words.icon,
    value: version,
  };
}
