import * as l10n from '@vscode/l10n';
import { previewAction } from '../../contract/enums';
import type { ProjectInfo } from '../../pack/packTypes';
import { UserError } from '../errors/userError';
import type { ProgramRef, VersionRef } from '../model/refs';
import type { Version } from '../model/version';
import type { Session } from '../services';
import { isPreviewable } from '../tree/nodes/version';
import { readQr } from '../preview/qr';
import { changeVersions, sayDone, versionIn } from './change';
import type { Folder } from '../ports';
import { resolveFolder } from '../project';
import type { CommandContext, HandlersOf } from './context';
import { askEntryPage, entryChoices } from './entryPage';
import { answered, targetVersion, titleFor, type VersionTarget } from './pickers';

/** The preview version: what the preview code opens. Drafts only, so nothing asks twice. */
export function previewCommands(
  context: CommandContext,
): HandlersOf<'miniProgram.previewQr' | 'miniProgram.setPreview' | 'miniProgram.clearPreview'> {
  return {
    'miniProgram.setPreview': async (node) => {
      const target = await targetVersion(context, node, {
        what: l10n.t('Set Preview Version'),
        accepts: (version) => isPreviewable(version) && !version.isPreview,
        none: (name) => l10n.t('Nothing to set: {0} is the preview version already, or has no built version.', name),
      });
      const before = otherPreview(target);
      const entryPath = await entryPathFor(context, target);
      await setPreview(context, target, entryPath);
      const { ref } = target.version;
      const text = before
        ? l10n.t('{0} {1} is the preview version now; it was {2}.', ref.programName, ref.version, before.ref.version)
        : l10n.t('{0} {1} is the preview version now.', ref.programName, ref.version);
      sayDone(context, target.session, text, [
        { label: l10n.t('Preview QR Code'), run: () => context.run('miniProgram.previewQr', ref) },
      ]);
    },
    'miniProgram.clearPreview': async (node) => {
      const { session, version } = await targetVersion(context, node && programOf(node), {
        what: l10n.t('Clear Preview Version'),
        accepts: ({ isPreview }) => isPreview,
        none: (name) => l10n.t('Nothing to clear: {0} has no preview version.', name),
      });
      const { ref } = version;
      await changeVersions(
        context,
        session,
        ref.mnpId,
        l10n.t('Clearing the preview version of {0}', ref.programName),
        () => configure(session, version, previewAction.cancel),
        (seen) => versionIn(seen, ref)?.isPreview !== true,
        { kind: 'clearPreview', ref },
      );
      sayDone(context, session, l10n.t('{0} has no preview version now; it was {1}.', ref.programName, ref.version));
    },
    'miniProgram.previewQr': (node) => showQr(context, node),
  };
}
/** The version is found by what it is, so that a node that is out of date does no harm. */
const programOf = (node: ProgramRef | VersionRef): ProgramRef =>
  node.kind === 'program'
    ? node
    : { kind: 'program', profileId: node.profileId, mnpId: node.mnpId, name: node.programName };
const otherPreview = ({ version, known }: VersionTarget): Version | undefined =>
  known.versions.find((other) => other.isPreview && other.ref.versionId !== version.ref.versionId);

/** Asked where the pages are known: of the folder that belongs to this mini program. Empty = the home page. */
async function entryPathFor(context: CommandContext, { session, version: { ref } }: VersionTarget): Promise<string> {
  const linked = context.linked.current.value;
  if (linked?.mnpId !== ref.mnpId) return '';
  const title = titleFor(l10n.t('Set Preview Version'), session.profile);
  const info = await projectIn(context, title, linked.folder);
  if (!info || entryChoices(info).length === 0) return '';
  return answered(await askEntryPage(context, info, { title, version: ref.version }));
}
/** A folder can be linked by its settings and hold nothing yet; that does not stop a preview of what is on the platform. */
async function projectIn(context: CommandContext, title: string, folder: Folder): Promise<ProjectInfo | undefined> {
  try {
    return (await resolveFolder(context, title, folder)).info;
  } catch (error) {
    if (error instanceof UserError && error.reason === 'noFolder') return undefined;
    throw error;
  }
}
const configure = (session: Session, { ref }: Version, type: number, entryPath = ''): Promise<unknown> =>
  session.client.call('ConfigureMNPPreview', {
    MNPId: ref.mnpId,
    MNPVersionId: ref.versionId,
    ActionType: type,
    ...(entryPath !== '' && { PreivewEntrancePath: entryPath }),
  });
/** The page that the code of the preview version opens; the home page when that cannot be told. */
async function entryPathOf({ client }: Session, { ref }: Version): Promise<string> {
  const preview = client.call('DescribeMNPPreview', { MNPId: ref.mnpId, MNPVersionId: ref.versionId });
  return preview.then(
    ({ data }) => data?.PreviewEntrancePath ?? '',
    () => '',
  );
}
/** One preview at a time: another one is cleared first, and set again when this one is refused. */
async function setPreview(context: CommandContext, target: VersionTarget, entryPath = ''): Promise<void> {
  const { session, version } = target;
  const { ref } = version;
  const before = otherPreview(target);
  const title = before
    ? l10n.t('Making {0} the preview version of {1} instead of {2}', ref.version, ref.programName, before.ref.version)
    : l10n.t('Making {0} the preview version of {1}', ref.version, ref.programName);
  await changeVersions(
    context,
    session,
    ref.mnpId,
    title,
    async () => {
      const pathBefore = before && (await entryPathOf(session, before));
      if (before) await configure(session, before, previewAction.cancel);
      try {
        await configure(session, version, previewAction.set, entryPath);
      } catch (error) {
        if (before) await configure(session, before, previewAction.set, pathBefore).catch(() => undefined);
        throw error;
      }
    },
    (seen) => versionIn(seen, ref)?.isPreview === true,
    { kind: 'setPreview', ref },
  );
}
async function showQr(context: CommandContext, node: VersionRef | ProgramRef | undefined): Promise<void> {
  const what = l10n.t('Preview QR Code');
  const none = (name: string): string => l10n.t('{0} has no built version to preview. Publish a folder first.', name);
  const target = await targetVersion(context, node, { what, accepts: isPreviewable, none });
  if (!target.version.isPreview) {
    await askToSet(context, target, what);
    await setPreview(context, target);
  }
  const { session, version } = target;
  const model = await context.ui.withProgress(
    l10n.t('Reading the preview code of {0}', version.ref.version),
    ({ signal }) => readQr({ session, fetchBytes: context.fetchBytes, clock: context.clock, ref: version.ref }, signal),
  );
  context.ui.showQr(model);
}
/** A code exists for the preview version only. */
async function askToSet({ ui }: CommandContext, target: VersionTarget, title: string): Promise<void> {
  const { ref } = target.version;
  const before = otherPreview(target);
  answered(
    await ui.pick({
      title: titleFor(title, target.session.profile),
      placeholder: before
        ? l10n.t('{0} is not the preview version; {1} is.', ref.version, before.ref.version)
        : l10n.t('{0} is not the preview version.', ref.version),
      items: [
        {
          label: l10n.t('Make {0} the preview version and show its code', ref.version),
          ...(before ? { detail: l10n.t('The code of {0} stops working.', before.ref.version) } : {}),
          icon: 'device-mobile',
          value: true,
        },
      ],
    }),
  );
}
