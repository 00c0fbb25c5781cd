import * as l10n from '@vscode/l10n';
import { assertNever } from '../../base/errors';
import { warningsText } from '../errors/packWords';
import { present } from '../errors/present';
import { type ErrorAction, UserError } from '../errors/userError';
import type { VersionRef } from '../model/refs';
import { environmentWord, whereWord } from '../model/words';
import { summaryText } from '../packing/changes';
import { BACK, type MessageAction } from '../ports';
import { runPrePackageTask } from '../packing/hooks';
import { BuildFailed } from '../publish/build';
import { isReadable, isUnfinished } from '../publish/journal';
import { stepIds, type PublishPlan, type Until } from '../publish/plan';
import { publish, type PublishOutcome } from '../publish/publish';
import type { Publishes } from '../publish/publishes';
import { type PublishDeps, type PublishTiming, stepOfError } from '../publish/run';
import { stepDoing, stepName } from '../publish/stepWords';
import type { AppContext } from '../services';
import { askIdentical, askWidened } from './askChanges';
import { askSecrets } from './askSecrets';
import { packListed } from './packListed';
import { watchButton } from './watch';

export interface RunOptions {
  readonly timing?: Partial<PublishTiming>;
}

/** Runs a plan under a progress notification, then says how it ended. Throws a worded error that offers to resume. */
export async function runPlan(
  context: AppContext,
  publishes: Publishes,
  plan: PublishPlan,
  options: RunOptions = {},
): Promise<void> {
  const session = await context.sessions.open(plan.profileId);
  const { files, clock, log, storagePath, redact } = context;
  const title = l10n.t('{0} {1} ({2})', plan.programName, plan.version, environmentWord(plan.environment));
  const deps = depsOf(context, plan, options);
  try {
    const outcome = await context.ui.withProgress(title, (handle) =>
      publish({ session, files, clock, log, storagePath, redact }, plan, handle, deps),
    );
    await tell(context, plan, outcome, await remarksOn(publishes, plan));
  } catch (error) {
    throw await worded(publishes, plan, error);
  } finally {
    context.activityFeed?.ended(plan.id);
    if (context.activity?.value?.mnpId === plan.mnpId) context.activity.set(undefined);
    await publishes.refresh();
    context.programs.invalidate(plan.mnpId);
  }
}
/** The sandbox builds in seconds: what has not shown up by then was never created. Milliseconds. */
const sandboxUnansweredMs = 15_000;
function depsOf(context: AppContext, plan: PublishPlan, { timing }: RunOptions): PublishDeps {
  return {
    packFolder: (job) => packListed(context, job),
    beforePack: (folder, progress) => runPrePackageTask(context, folder, progress),
    replacePreview: (other) => askReplace(context, plan, other),
    shipSecrets: (secrets) => askSecrets(context.ui, l10n.t('Publish Anyway'), secrets),
    shipIdentical: (version) => askIdentical(context.ui, titleOfPlan(plan), version),
    shipWidened: (widened, version) => askWidened(context.ui, titleOfPlan(plan), widened, version),
    timing: { ...(plan.environment === 'sandbox' && { unansweredMs: sandboxUnansweredMs }), ...timing },
    onJournal: ({ steps }) => {
      const step = stepIds.find((id) => steps[id]?.state === 'running');
      if (step) {
        const isBuilding = step === 'version' || step === 'build';
        context.activity?.set({
          mnpId: plan.mnpId,
          version: plan.version,
          step: stepDoing(step, plan.version),
          isBuilding,
        });
      }
      const isNews = [steps.build, steps.preview, steps.submit, steps.release].some((step) => step?.state === 'done');
      if (isNews) context.programs.invalidate(plan.mnpId);
      context.activityFeed?.started(plan.id);
    },
  };
}
/** A title that says where: the name of the profile alone does not tell production. */
export const ofPlan = (plan: PublishPlan, what: string): string => `${what} · ${placeOf(plan)}`;
/** Whose platform a plan is for. */
export const placeOf = ({ profileName: name, environment }: PublishPlan): string => whereWord({ name, environment });
const titleOfPlan = (plan: PublishPlan): string =>
  ofPlan(plan, l10n.t('Publish {0} {1}', plan.programName, plan.version));
async function askReplace({ ui }: AppContext, plan: PublishPlan, other: string): Promise<boolean> {
  const answer = await ui.pick({
    title: ofPlan(plan, l10n.t('{0} is the preview version', other)),
    placeholder: l10n.t('There is one preview version at a time. Show {0} instead?', plan.version),
    items: [
      {
        label: l10n.t('Preview {0} instead', plan.version),
        detail: l10n.t('The QR code of {0} stops working', other),
        value: true,
      },
      { label: l10n.t('Keep {0} as the preview', other), value: false },
    ],
  });
  return answer !== undefined && answer !== BACK && answer;
}

/** The one message at the end. The QR code of a version that can be previewed opens by itself: it is what was asked for. */
async function tell(context: AppContext, plan: PublishPlan, outcome: PublishOutcome, remarks: string): Promise<void> {
  if (outcome.kind === 'preview' && outcome.shown)
    await context.run('miniProgram.previewQr', refOf(plan, outcome.versionId));
  const { kind, text, actions } = ending(context, plan, outcome);
  // Later ends are about the version, no longer about the folder.
  const isNew = outcome.kind === 'uploaded' || outcome.kind === 'built' || outcome.kind === 'preview';
  context.ui.say(kind, isNew && remarks !== '' ? `${text} ${remarks}` : text, actions);
}
/** What is to be known about the package that was sent. */
async function remarksOn({ journals }: Publishes, { id }: PublishPlan): Promise<string> {
  const journal = await journals.read(id);
  if (journal === undefined || !isReadable(journal)) return '';
  const { anew, warnings, summary } = journal.steps.package?.result ?? {};
  const remarks = [
    summary === undefined ? '' : l10n.t('{0}.', summaryText(summary)),
    anew ? l10n.t('The kept package was gone or changed, so the folder was packed as it is now.') : '',
    warningsText(warnings ?? 0),
  ];
  return remarks.filter((text) => text !== '').join(' ');
}
interface Ending {
  readonly kind: 'info' | 'warning';
  readonly text: string;
  readonly actions: readonly MessageAction[];
}
function ending(context: AppContext, plan: PublishPlan, outcome: PublishOutcome): Ending {
  const { version, programName } = plan;
  const info = (text: string, actions: readonly MessageAction[] = []): Ending => ({ kind: 'info', text, actions });
  switch (outcome.kind) {
    case 'uploaded':
      return info(l10n.t('The package of {0} is uploaded.', version));
    case 'built':
      return info(l10n.t('{0} is built.', version), gate(context, plan));
    case 'preview':
      return outcome.shown
        ? info(l10n.t('{0} is built and is the preview version.', version), gate(context, plan))
        : info(l10n.t('{0} is built. The preview version stays as it was.', version), gate(context, plan));
    case 'submitted':
      return info(
        l10n.t('{0} is submitted for approval. It can be released when the super apps have approved it.', version),
        [watchButton(context.run, refOf(plan, outcome.versionId))],
      );
    case 'inReview':
      return info(l10n.t('{0} is still in review. Resume this publish when it is approved.', version), [
        watchButton(context.run, refOf(plan, outcome.versionId)),
      ]);
    case 'released':
      return info(l10n.t('{0} {1} is released: the platform shows it online.', programName, version));
    case 'stopped':
    case 'notSeen':
      return { kind: 'warning', text: outcome.message, actions: [resumeButton(context, plan)] };
    default:
      return assertNever(outcome);
  }
}
/** The human gate after the build: going on is a command of its own, so that its errors are worded like any other. */
const gate = (context: AppContext, { id }: PublishPlan): readonly MessageAction[] => [
  { label: l10n.t('Submit for Approval'), run: () => context.run('miniProgram.resumePublish', id) },
  { label: l10n.t('Later'), run: () => undefined },
];
/** Goes on with a publish to a later end. */
export async function continueTo(
  context: AppContext,
  publishes: Publishes,
  id: string,
  until: Until,
  options: RunOptions = {},
): Promise<void> {
  const journal = await publishes.journals.read(id);
  if (journal === undefined || !isReadable(journal))
    throw new UserError(
      l10n.t('This publish is no longer recorded. Use the commands of the version in the Mini Programs view.'),
    );
  await runPlan(context, publishes, { ...journal.plan, until }, options);
}
const resumeButton = (context: AppContext, { id }: PublishPlan): MessageAction => ({
  label: l10n.t('Resume'),
  run: () => context.run('miniProgram.resumePublish', id),
});
const refOf = (plan: PublishPlan, versionId: number): VersionRef => ({
  kind: 'version',
  profileId: plan.profileId,
  mnpId: plan.mnpId,
  programName: plan.programName,
  versionId,
  version: plan.version,
});

/** "Upload failed: …" with a button that takes it up again where that can help. */
async function worded(publishes: Publishes, plan: PublishPlan, error: unknown): Promise<unknown> {
  const step = stepOfError(error);
  const journal = await publishes.journals.read(plan.id);
  const canResume = journal !== undefined && isReadable(journal) && isUnfinished(journal);
  const again: ErrorAction | undefined = canResume
    ? {
        // What the platform could not build is packed and sent anew.
        label: error instanceof BuildFailed ? l10n.t('Publish Again') : l10n.t('Resume'),
        command: 'miniProgram.resumePublish',
        args: [plan.id],
      }
    : undefined;
  const shown = present(error, { again, profileId: plan.profileId });
  if (!shown || step === undefined) return error;
  const others = shown.actions.filter(({ command }) => command !== 'miniProgram.resumePublish');
  const actions = [...(again ? [again] : []), ...others].slice(0, 2);
  const message = l10n.t('{0} of {1} failed. {2}', stepName(step), plan.version, shown.message);
  return new UserError(message, actions, 'other', { cause: error });
}
