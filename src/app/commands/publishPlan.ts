import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../base/errors';
import { UserError } from '../errors/userError';
import type { ProgramRef } from '../model/refs';
import type { ProgramVersions } from '../model/version';
import { whereWord } from '../model/words';
import { BACK, type Back, type PickItem } from '../ports';
import type { Profile, UploadTarget } from '../profile';
import { type LinkedProject, type Project, resolveFolder, resolveProject } from '../project';
import { refuseWhenBusy } from '../publish/lock';
import { type PublishPlan, stepsUntil, type Until } from '../publish/plan';
import { type Bump, checkNumber, propose } from '../publish/versionNumber';
import type { AppContext, Session } from '../services';
import { describeTarget } from '../uploadTargets/targetWords';
import { askEntryPage, entryChoices } from './entryPage';

/** Everything that a publish needs to know, asked for in order; production is in every title. Throws `Cancelled`. */
export async function askPlan(
  context: AppContext,
  session: Session,
  until: Until,
  node?: ProgramRef,
  found?: Project,
): Promise<PublishPlan> {
  const { profile } = session;
  const title0 = titleOf(profile, undefined);
  const folder = found ?? (await resolveFolder(context, title0));
  const project = await resolveProject(context, session, title0, folder, node);
  const { program } = project;
  const title = titleOf(profile, program.name);
  await refuseWhenBusy(context, { platformId: profile.platformId, mnpId: program.mnpId, programName: program.name });
  const known = await context.programs.versions(session, program.mnpId);
  const ahead = context.packing.lookAhead(project.info.root);
  const { version, intro, entryPath } = await askVersion(context, {
    title,
    project,
    known,
    until,
    target: profile.uploadTarget,
  }).finally(() => ahead.dispose());
  return {
    id: context.newId(),
    profileId: profile.id,
    profileName: profile.name,
    environment: profile.environment,
    platformId: profile.platformId,
    mnpId: program.mnpId,
    programName: program.name,
    folder: project.info.root,
    version,
    intro,
    until,
    preview: 'ask',
    entryPath,
    target: describeTarget(profile.uploadTarget),
  };
}
export function titleOf(profile: Profile, programName: string | undefined): string {
  const where = whereWord(profile);
  return programName === undefined ? l10n.t('Publish to {0}', where) : l10n.t('Publish {0} to {1}', programName, where);
}
/** Publishing runs what the folder says; a folder that the user does not trust has no say. */
export function requireTrust(context: Pick<AppContext, 'workspace'>): void {
  if (context.workspace.isTrusted) return;
  throw new UserError(
    l10n.t(
      'This window is in Restricted Mode, so nothing is packed or published from it. Trust the folder (Workspaces: Manage Workspace Trust), then try again.',
    ),
    [],
    'untrusted',
  );
}

interface VersionQuestion {
  readonly title: string;
  readonly project: LinkedProject;
  readonly known: ProgramVersions;
  readonly until: Until;
  readonly target: UploadTarget;
}
type Answers = Pick<PublishPlan, 'version' | 'intro' | 'entryPath'>;
/** The number, then the note, then the page that a preview opens where there is a choice; with a way back to each. */
async function askVersion(context: AppContext, question: VersionQuestion): Promise<Answers> {
  const { title, project, until } = question;
  const choosesPage = stepsUntil(until).includes('preview') && entryChoices(project.info).length > 0;
  const of = choosesPage ? 3 : 2;
  let intro = (await context.workspace.lastCommitSubject(project.folder)) ?? '';
  for (;;) {
    const version = await askNumber(context, question, of);
    for (;;) {
      const answer = await context.ui.input({
        title: l10n.t('{0}: {1}', title, version),
        prompt: l10n.t('What is new in {0}? Reviewers and your team read this.', version),
        value: intro,
        placeholder: l10n.t('Description of this version'),
        steps: { step: 2, of },
        onBack: (typed) => (intro = typed),
        validate: (text) => (text.trim() === '' ? l10n.t('The platform wants a description.') : undefined),
      });
      if (answer === undefined) throw new Cancelled();
      if (answer === BACK) break;
      intro = answer.trim();
      if (!choosesPage) return { version, intro, entryPath: '' };
      const page = { title: l10n.t('{0}: {1}', title, version), version, steps: { step: 3, of } };
      const entryPath = await askEntryPage(context, project.info, page);
      if (entryPath === undefined) throw new Cancelled();
      if (entryPath !== BACK) return { version, intro, entryPath };
    }
  }
}
async function askNumber(
  context: AppContext,
  { title, known: { versions }, target }: VersionQuestion,
  of: number,
): Promise<string> {
  const existing = versions.map(({ ref }) => ref.version);
  const online = versions.find(({ state }) => state === 'online')?.ref.version;
  for (;;) {
    const picked = await context.ui.pick<string | null>({
      title,
      placeholder: [
        online === undefined ? l10n.t('Nothing is online yet') : l10n.t('{0} is online', online),
        ...(target.kind === 'platform' ? [] : [l10n.t('Packages go to: {0}', describeTarget(target))]),
      ].join(' · '),
      items: numberItems(existing),
      steps: { step: 1, of },
    });
    if (picked === undefined || picked === BACK) throw new Cancelled();
    if (picked !== null) return picked;
    const typed = await askCustom(context, { title, existing, online, of });
    if (typed === undefined) throw new Cancelled();
    if (typed !== BACK) return typed;
  }
}
function numberItems(existing: readonly string[]): PickItem<string | null>[] {
  const words: Readonly<Record<Bump, string>> = {
    patch: l10n.t('patch: corrections'),
    minor: l10n.t('minor: something new'),
    major: l10n.t('major: a big change'),
  };
  const bumps: readonly Bump[] = ['patch', 'minor', 'major'];
  return [
    ...bumps.map((bump) => {
      const number = propose(existing, bump);
      return { label: number, description: words[bump], icon: 'tag', value: number };
    }),
    { label: l10n.t('Other number…'), icon: 'edit', value: null },
  ];
}
interface NumberQuestion {
  readonly title: string;
  readonly existing: readonly string[];
  readonly online: string | undefined;
  readonly of: number;
}
async function askCustom(
  { ui }: AppContext,
  { title, existing, online, of }: NumberQuestion,
): Promise<string | Back | undefined> {
  let warnedAbout = '';
  const answer = await ui.input({
    title,
    prompt: l10n.t('Version number'),
    value: propose(existing, 'patch'),
    steps: { step: 1, of },
    validate: (text) => {
      const verdict = checkNumber(text, existing, online);
      return verdict.kind === 'bad' ? verdict.message : undefined;
    },
    // A number that exists already is taken when Enter is pressed a second time.
    check: (text) => {
      const verdict = checkNumber(text, existing, online);
      if (verdict.kind !== 'warning' || warnedAbout === text) return Promise.resolve(undefined);
      warnedAbout = text;
      return Promise.resolve(l10n.t('{0} Press Enter again to use it all the same.', verdict.message));
    },
  });
  return typeof answer === 'string' ? answer.trim() : answer;
}
