import * as l10n from '@vscode/l10n';
import { assertNever, Cancelled, isCancelled } from '../../base/errors';
import { UserError } from '../errors/userError';
import { ago } from '../model/times';
import { BACK, type PickItem } from '../ports';
import { isUnanswered, nextStep, type Journal } from '../publish/journal';
import type { PublishPlan } from '../publish/plan';
import { Publishes } from '../publish/publishes';
import { stepName } from '../publish/stepWords';
import type { AppContext, CommandHandlers } from '../services';
import { packageCommand } from './package';
import { askPlan, requireTrust, titleOf } from './publishPlan';
import { continueTo, ofPlan, placeOf, runPlan, type RunOptions } from './publishRun';
import { resolveFolder } from '../project';
import { whileWaiting } from './waiting';

export type PublishCommands = Pick<
  CommandHandlers,
  | 'miniProgram.publish'
  | 'miniProgram.resumePublish'
  | 'miniProgram.discardPublish'
  | 'miniProgram.package'
  | 'miniProgram.uploadVersion'
>;

/** The commands that publish a folder. `publishes` is shared with whoever shows what can be resumed. */
export function publishCommands(
  context: AppContext,
  publishes: Publishes = new Publishes(context),
  options: RunOptions = {},
): PublishCommands {
  return {
    'miniProgram.publish': async (node) => {
      requireTrust(context);
      const session = await context.sessions.open(node?.profileId);
      const project = await resolveFolder(context, titleOf(session.profile, undefined));
      const open = (await publishes.refresh()).filter(
        ({ plan }) => plan.folder === project.info.root && plan.profileId === session.profile.id,
      );
      const earlier = open[0];
      if (earlier) {
        const choice = await askEarlier(context, earlier);
        if (choice === 'resume') return resume(context, publishes, earlier, options);
        if (choice === 'discard') return discard(context, publishes, earlier);
      }
      const plan = await askPlan(context, session, 'preview', node, project);
      // Only now: who gives up half-way keeps what there was.
      if (earlier) await publishes.discard(earlier.plan.id);
      await runPlan(context, publishes, plan, options);
    },
    'miniProgram.uploadVersion': async (node) => {
      requireTrust(context);
      const session = await context.sessions.open(node?.profileId);
      await runPlan(context, publishes, await askPlan(context, session, 'built', node), options);
    },
    'miniProgram.resumePublish': async (id) => {
      requireTrust(context);
      const atGate = id === undefined ? undefined : await publishes.atGate(id);
      const journal = atGate ?? (await pickUnfinished(context, publishes, l10n.t('Resume Publish'), id));
      await resume(context, publishes, journal, options);
    },
    'miniProgram.discardPublish': async (id) => {
      const journal = await pickUnfinished(context, publishes, l10n.t('Discard Publish'), id);
      await discard(context, publishes, journal);
    },
    'miniProgram.package': () => packageCommand(context),
  };
}

async function discard(context: AppContext, publishes: Publishes, { plan, steps }: Journal): Promise<void> {
  const title = l10n.t('Discarding the publish of {0} {1}', plan.programName, plan.version);
  const isGone = await whileWaiting(context, title, () => publishes.discard(plan.id)).catch(async (error: unknown) => {
    if (!isCancelled(error)) throw error;
    // Its parts in the store are not waited for; while it waits for its lock it is not discarded yet.
    if ((await publishes.refresh()).some((journal) => journal.plan.id === plan.id)) throw error;
    return false;
  });
  const text = discardedText(plan, steps);
  context.ui.say('info', isGone ? text : `${text} ${leftInStore(plan, steps)}`);
}
function leftInStore({ target }: PublishPlan, { upload }: Journal['steps']): string {
  const url = upload?.inputs?.url;
  return l10n.t(
    'Parts of its package may be left in the store ({0}): they could not be removed now. The next upload there tries again.',
    target ?? (url === undefined ? '' : new URL(url).host),
  );
}
/** What a discarded publish leaves behind on the platform, as far as we know. */
function discardedText({ programName, version }: PublishPlan, { version: created, submit }: Journal['steps']): string {
  if (submit?.state === 'done')
    return l10n.t(
      'The publish is discarded. {0} {1} stays on the platform, with its approval request.',
      programName,
      version,
    );
  if (created?.state === 'done')
    return l10n.t('The publish is discarded. {0} {1} stays on the platform.', programName, version);
  return created?.inputs === undefined
    ? l10n.t('The publish is discarded. It has created nothing on the platform.')
    : l10n.t('The publish is discarded. {0} {1} may be on the platform; refresh to see.', programName, version);
}

async function resume(context: AppContext, publishes: Publishes, journal: Journal, options: RunOptions): Promise<void> {
  const { plan } = journal;
  // One that has reached its gate goes on to the next.
  const until = journal.state === 'done' ? 'submitted' : plan.until;
  if (isUnanswered(journal) && (await askUnanswered(context, journal))) await publishes.allowCreateAgain(journal);
  if (until === 'released' && !(await confirmRelease(context, journal))) throw new Cancelled();
  await continueTo(context, publishes, plan.id, until, options);
}
/** Whether to create once more what nobody answered; else it is looked for again. Throws `Cancelled`. */
async function askUnanswered({ ui }: AppContext, { plan }: Journal): Promise<boolean> {
  const answer = await ui.pick<boolean>({
    title: ofPlan(plan, l10n.t('Resume {0} {1}', plan.programName, plan.version)),
    placeholder: l10n.t('No answer came when {0} was created, and it has not shown up. What now?', plan.version),
    items: [
      {
        label: l10n.t('Look Again'),
        detail: l10n.t('Waits for {0} to show up on the platform; nothing is sent', plan.version),
        icon: 'search',
        value: false,
      },
      {
        label: l10n.t('Create Again'),
        detail: l10n.t('If the first request has arrived after all, there will be two versions {0}', plan.version),
        icon: 'debug-restart',
        value: true,
      },
    ],
  });
  if (answer === undefined || answer === BACK) throw new Cancelled();
  return answer;
}
function confirmRelease({ ui }: AppContext, { plan }: Journal): Promise<boolean> {
  return ui.confirm({
    message: l10n.t('Release {0} {1} to {2}?', plan.programName, plan.version, placeOf(plan)),
    detail: l10n.t(
      'Everyone who opens it in a super app gets {0}. You can roll back to the version before.',
      plan.version,
    ),
    confirm: l10n.t('Release {0}', plan.version),
    ...(plan.environment === 'production' && { typeToConfirm: plan.programName }),
    reason: 'changes what end users see',
  });
}

async function askEarlier({ ui, clock }: AppContext, journal: Journal): Promise<'resume' | 'new' | 'discard'> {
  const { plan } = journal;
  const answer = await ui.pick<'resume' | 'new' | 'discard'>({
    title: ofPlan(plan, l10n.t('A publish of {0} {1} is not finished', plan.programName, plan.version)),
    placeholder: stoppedAt(journal, clock.now()),
    items: [
      { label: l10n.t('Resume {0}', plan.version), icon: 'debug-continue', value: 'resume' },
      {
        label: l10n.t('Start a new publish'),
        detail: l10n.t('Discards the unfinished one; what is on the platform stays there'),
        icon: 'rocket',
        value: 'new',
      },
      { label: l10n.t('Discard it'), icon: 'trash', value: 'discard' },
    ],
  });
  if (answer === undefined || answer === BACK) throw new Cancelled();
  return answer;
}
async function pickUnfinished(
  { ui, clock }: AppContext,
  publishes: Publishes,
  title: string,
  id: string | undefined,
): Promise<Journal> {
  const open = await publishes.refresh();
  const given = open.find(({ plan }) => plan.id === id);
  if (given) return given;
  if (open.length === 0 || id !== undefined)
    throw new UserError(l10n.t('There is no unfinished publish to take up. Publish the folder to start a new one.'), [
      { label: l10n.t('Publish'), command: 'miniProgram.publish' },
    ]);
  const items = open.map((journal): PickItem<Journal> => ({
    label: `${journal.plan.programName} ${journal.plan.version}`,
    description: placeOf(journal.plan),
    detail: stoppedAt(journal, clock.now()),
    value: journal,
  }));
  const answer = await ui.pick({ title, items });
  if (answer === undefined || answer === BACK) throw new Cancelled();
  return answer;
}
/** "Stopped at Upload, 5 min ago: …". */
function stoppedAt(journal: Journal, now: number): string {
  const step = nextStep(journal);
  const when = ago(journal.updatedAt, now);
  const name = step === undefined ? stepName('release') : stepName(step);
  switch (journal.state) {
    case 'running':
      return l10n.t('Interrupted at {0}, {1}', name, when);
    case 'failed':
      return l10n.t('Failed at {0}, {1}: {2}', name, when, journal.failure?.message ?? '');
    case 'waiting':
      return l10n.t('Waiting for approval, {0}', when);
    case 'stopped':
    case 'done':
    case 'refused':
    case 'cancelled':
    case 'discarded':
      return l10n.t('Stopped at {0}, {1}', name, when);
    default:
      return assertNever(journal.state);
  }
}
