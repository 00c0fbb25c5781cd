import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../base/errors';
import { UserError } from '../errors/userError';
import { listOf } from '../model/lists';
import { moment } from '../model/times';
import { compareVersions } from '../model/versionNumber';
import type { ProgramVersions, Version } from '../model/version';
import type { Session } from '../services';
import { changeVersions, dangerDetail, sayDone, typedOnProduction, typedOutsideSandbox, versionIn } from './change';
import type { CommandContext, HandlersOf } from './context';
import { targetVersion } from './pickers';

/** Commands that change what end users see, one version for another. */
export function releaseCommands(context: CommandContext): HandlersOf<'miniProgram.release' | 'miniProgram.rollBack'> {
  return {
    'miniProgram.release': async (node) => {
      const { session, version, known } = await targetVersion(context, node, {
        what: l10n.t('Release'),
        accepts: ({ state }) => state === 'approved',
        none: (name) => l10n.t('Nothing to release: {0} is not approved, or is released already.', name),
      });
      await release(context, session, version, known);
    },
    'miniProgram.rollBack': async (node) => {
      const { session, version, known } = await targetVersion(context, node, {
        what: l10n.t('Roll Back'),
        accepts: ({ state }) => state === 'history',
        none: (name) => l10n.t('Nothing to roll back to: {0} was not released before, or is online now.', name),
      });
      await rollBack(context, session, version, known);
    },
  };
}
const onlineOf = ({ versions }: ProgramVersions): Version | undefined =>
  versions.find((version) => version.state === 'online');

async function release(
  context: CommandContext,
  session: Session,
  version: Version,
  known: ProgramVersions,
): Promise<void> {
  const { ref } = version;
  const before = onlineOf(known);
  if (before && compareVersions(ref.version, before.ref.version) <= 0)
    throw new UserError(
      l10n.t(
        '{0} is not higher than {1}, which is online. Publish it again under a higher number.',
        ref.version,
        before.ref.version,
      ),
      [{ label: l10n.t('Publish'), command: 'miniProgram.publish', args: [] }],
    );
  await putOnline(context, session, version, {
    kind: 'release',
    question: l10n.t('Release {0} of {1} to all users?', ref.version, ref.programName),
    rows: [
      [l10n.t('Online now'), before?.ref.version ?? l10n.t('nothing')],
      [l10n.t('Online then'), ref.version],
      [l10n.t('Undo'), before ? l10n.t('Roll Back to {0}', before.ref.version) : l10n.t('Take Down')],
    ],
    confirm: l10n.t('Release {0}', ref.version),
    typed: typedOnProduction(session.profile, ref.programName),
    title: l10n.t('Releasing {0} of {1}', ref.version, ref.programName),
    send: () => session.client.call('ReleaseMNPVersion', { MNPVersionId: ref.versionId }),
    done: l10n.t('{0} {1} is online.', ref.programName, ref.version),
  });
}
async function rollBack(
  context: CommandContext,
  session: Session,
  version: Version,
  known: ProgramVersions,
): Promise<void> {
  const { ref } = version;
  const before = onlineOf(known);
  const from = before ? before.ref.version : l10n.t('nothing');
  await putOnline(context, session, version, {
    kind: 'rollBack',
    question: l10n.t('Roll {0} back: {1} → {2}?', ref.programName, from, ref.version),
    rows: [
      [l10n.t('Online now'), describe(before)],
      [l10n.t('Online then'), describe(version)],
      [
        l10n.t('Undo'),
        l10n.t('Release a version with a higher number. The platform does not roll back twice in a row.'),
      ],
    ],
    confirm: l10n.t('Roll Back to {0}', ref.version),
    typed: typedOutsideSandbox(session.profile, ref.programName),
    title: l10n.t('Rolling {0} back to {1}', ref.programName, ref.version),
    send: () =>
      session.client.call('RollbackMNPVersion', {
        MNPId: ref.mnpId,
        MNPVersionId: ref.versionId,
        MNPVersion: ref.version,
      }),
    done: l10n.t('{0} is back at {1}; it was {2}.', ref.programName, ref.version, from),
  });
}

interface Exchange {
  readonly kind: 'release' | 'rollBack';
  readonly question: string;
  readonly rows: Parameters<typeof dangerDetail>[2];
  readonly confirm: string;
  readonly typed: { readonly typeToConfirm?: string };
  readonly title: string;
  readonly send: () => Promise<unknown>;
  readonly done: string;
}
/** Asks, sends, waits until the version is online, and says so. Throws `Cancelled` when the answer is no. */
async function putOnline(
  context: CommandContext,
  session: Session,
  { ref }: Version,
  { kind, question, rows, confirm, typed, title, send, done }: Exchange,
): Promise<void> {
  const confirmed = await context.ui.confirm({
    message: question,
    detail: dangerDetail(session.profile, ref, rows),
    confirm,
    ...typed,
    reason: 'changes what end users see',
  });
  if (!confirmed) throw new Cancelled();
  const isOnline = (seen: ProgramVersions): boolean => versionIn(seen, ref)?.state === 'online';
  await changeVersions(context, session, ref.mnpId, title, send, isOnline, { kind, ref, facts: rows });
  sayDone(context, session, done);
}
/** "1.4.1, released 2026-03-04 15:06, “Fixes the cart”". */
function describe(version: Version | undefined): string {
  if (!version) return l10n.t('nothing');
  const parts = [version.ref.version];
  // The history of the platform does not tell since when the online version is online.
  if (version.releasedAt !== undefined) parts.push(l10n.t('released {0}', moment(version.releasedAt)));
  else if (version.createdAt !== undefined) parts.push(l10n.t('created {0}', moment(version.createdAt)));
  if (version.intro !== '') parts.push(version.intro);
  return listOf(parts);
}
