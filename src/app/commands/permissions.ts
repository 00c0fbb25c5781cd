import * as l10n from '@vscode/l10n';
import { UserError } from '../errors/userError';
import type { PermissionRef } from '../model/partRefs';
import {
  decisionOf,
  isRequestable,
  type Permission,
  permissionIcon,
  permissionWord,
  readPermissions,
} from '../permissions/permissions';
import { mayHaveHappened } from '../publish/unanswered';
import { escapeMarkdown } from '../tree/markdown';
import { changeAndReadBack, sayDone } from './change';
import type { CommandContext, HandlersOf } from './context';
import { answered, type ProgramTarget, targetProgram, titleFor } from './pickers';
import { whileWaiting } from './waiting';

/** Ours: none is published for the reason, and the sandbox takes as many. */
const maxReason = 500;

/** Commands on the sensitive APIs that a mini program may call or ask for. */
export function permissionCommands(
  context: CommandContext,
): HandlersOf<'miniProgram.requestPermission' | 'miniProgram.showPermission'> {
  return {
    'miniProgram.requestPermission': async (node) => {
      const what = l10n.t('Request Permission');
      const asked = node?.kind === 'permission' ? node : undefined;
      const target = await targetProgram(context, programOf(node), what);
      const permission = await targetPermission(context, target, asked, what, isRequestable, noneToRequest);
      await request(context, target, permission);
    },
    'miniProgram.showPermission': async (node) => {
      const what = l10n.t('Show Permission');
      const target = await targetProgram(context, programOf(node), what);
      const permission = await targetPermission(context, target, node, what, () => true, noneAtAll);
      await show(context, target, permission);
    },
  };
}
type Below = { readonly profileId: string; readonly mnpId: string; readonly name: string };
const programOf = (node: Below | undefined): Parameters<typeof targetProgram>[1] =>
  node && { kind: 'program', profileId: node.profileId, mnpId: node.mnpId, name: node.name };
const noneAtAll = (program: string): string => l10n.t('The super apps of {0} have no sensitive APIs.', program);
const noneToRequest = (program: string): string =>
  l10n.t('Nothing to request for {0}: every sensitive API is open, allowed, or waits for a decision.', program);

/** The permission as it is on the platform now. Throws `Cancelled`, and `UserError` when none fits. */
async function targetPermission(
  context: CommandContext,
  { session, program }: ProgramTarget,
  asked: PermissionRef | undefined,
  what: string,
  accepts: (permission: Permission) => boolean,
  none: (program: string) => string,
): Promise<Permission> {
  const all = await whileWaiting(context, l10n.t('Reading the sensitive APIs of {0}', program.name), (signal) =>
    readPermissions(session, program, signal),
  );
  if (context.sessions.active?.id === session.profile.id) context.store.parts.permissions.put(program.mnpId, all);
  if (asked) {
    const found = all.find(({ ref }) => ref.apiId === asked.apiId);
    if (found && accepts(found)) return found;
    throw new UserError(
      found
        ? l10n.t('{0}: {1}. There is nothing to request.', asked.method, permissionWord(found.state))
        : l10n.t('The super apps of {0} no longer have {1}.', program.name, asked.method),
      [{ label: l10n.t('Refresh'), command: 'miniProgram.refresh' }],
      'other',
    );
  }
  const fitting = all.filter(accepts);
  if (fitting.length === 0) throw new UserError(none(program.name), [], 'other');
  const chosen = await context.ui.pick<Permission>({
    title: titleFor(`${what}: ${program.name}`, session.profile),
    placeholder: l10n.t('Choose a sensitive API'),
    items: fitting.map((value) => ({
      label: value.label,
      description: `${permissionWord(value.state)} · ${value.applicationName}`,
      ...(value.description === '' ? {} : { detail: value.description }),
      icon: permissionIcon(value.state).id,
      value,
    })),
  });
  return answered(chosen);
}

/** What was typed is kept until the platform has it. */
async function request(context: CommandContext, target: ProgramTarget, permission: Permission): Promise<void> {
  const { session, program } = target;
  const { ref, applicationName, rejectReason, state } = permission;
  const draftKey = `permissionReason/${session.profile.id}/${program.mnpId}/${ref.apiId}`;
  const { workspaceState } = context;
  const rejected =
    state === 'rejected' && rejectReason !== '' ? ` ${l10n.t('Rejected before: {0}', rejectReason)}` : '';
  const text = await context.ui.input({
    title: titleFor(l10n.t('Request {0}: {1}', ref.method, program.name), session.profile),
    prompt: l10n.t('Why does it need this? Reviewers of {0} read it.', applicationName) + rejected,
    value: workspaceState.get<string>(draftKey) ?? '',
    validate: reasonProblem,
  });
  const reason = answered(text).trim();
  await workspaceState.set(draftKey, reason);
  let approvalNo: string | undefined;
  const seen = await changeAndReadBack(
    context,
    session,
    program.mnpId,
    l10n.t('Requesting {0} for {1}', ref.method, program.name),
    {
      send: () =>
        session.client.call('CreateMNPSensitiveAPIPermissionApproval', {
          APIId: ref.apiId,
          ApplyReason: reason,
          MNPId: program.mnpId,
        }),
      answered: ({ data }) => {
        approvalNo = data?.ResourceId ?? undefined;
        return approvalNo === undefined ? [] : [[l10n.t('Request'), approvalNo]];
      },
      read: (signal) => readPermissions(session, program, signal),
      isDone: (now) =>
        isAsked(
          now.find((other) => other.ref.apiId === ref.apiId),
          permission,
          approvalNo,
        ),
    },
    {
      kind: 'other',
      ref: program,
      facts: [
        [l10n.t('Sensitive API'), ref.method],
        [l10n.t('Super app'), applicationName],
        [l10n.t('Reason given'), reason],
      ],
    },
  ).catch((error: unknown) => {
    if (mayHaveHappened(error)) context.store.parts.permissions.markStale(program.mnpId);
    throw error;
  });
  await workspaceState.set(draftKey, undefined);
  if (context.sessions.active?.id === session.profile.id) context.store.parts.permissions.put(program.mnpId, seen);
  const now = seen.find((other) => other.ref.apiId === ref.apiId)?.state ?? 'processing';
  sayDone(context, session, l10n.t('{0} of {1}: {2}.', ref.method, program.name, permissionWord(now)));
}
/** A request that was not there before: open, or decided at once. */
function isAsked(now: Permission | undefined, before: Permission, approvalNo: string | undefined): boolean {
  if (!now || isSame(now, before)) return false;
  return approvalNo === undefined || now.approvalNo === undefined || now.approvalNo === approvalNo;
}
const isSame = (a: Permission, b: Permission): boolean => a.state === b.state && a.approvalNo === b.approvalNo;

function reasonProblem(text: string): string | undefined {
  const reason = text.trim();
  if (reason === '') return l10n.t('Enter a reason.');
  return Array.from(reason).length > maxReason ? l10n.t('Use at most {0} characters.', maxReason) : undefined;
}

/** A page with the request and its decision, as `DescribeMNPSensitiveAPIPermissionApproval` tells them. */
async function show(
  context: CommandContext,
  { session, program }: ProgramTarget,
  permission: Permission,
): Promise<void> {
  const { ref, approvalNo } = permission;
  const data =
    approvalNo === undefined
      ? null
      : await whileWaiting(
          context,
          l10n.t('Reading the request {0}', approvalNo),
          async (signal) =>
            (
              await session.client.call(
                'DescribeMNPSensitiveAPIPermissionApproval',
                { ApprovalNo: approvalNo },
                { signal },
              )
            ).data,
        );
  const decision = decisionOf(data?.ApprovalStatus ?? null);
  const rows: readonly (readonly [string, string])[] = [
    [l10n.t('Mini program'), `${program.name} (${program.mnpId})`],
    [l10n.t('Super app'), permission.applicationName],
    [l10n.t('State'), permissionWord(permission.state)],
    [l10n.t('What it does'), permission.description || (data?.APIDesc ?? '')],
    [l10n.t('Request'), approvalNo ?? ''],
    [l10n.t('Reason given'), data?.ApplyReason ?? ''],
    [l10n.t('Decision'), decision ? permissionWord(decision) : ''],
    [l10n.t('Reason for the rejection'), data?.RejectReason || permission.rejectReason],
  ];
  const lines = rows.flatMap(([label, value]) =>
    value === '' ? [] : [`| ${escapeMarkdown(label)} | ${escapeMarkdown(value)} |`],
  );
  const advice = adviceOf(permission);
  const text = [
    `# ${escapeMarkdown(ref.method)}`,
    [`| ${l10n.t('What')} | ${l10n.t('Value')} |`, '| --- | --- |', ...lines].join('\n'),
    advice,
    '',
  ].join('\n\n');
  await context.ui.showText(`${program.name}: ${ref.method}`, text, 'markdown');
}
function adviceOf({ state }: Permission): string {
  switch (state) {
    case 'open':
      return l10n.t('Every mini program of the super app may call it. No request is needed.');
    case 'approved':
      return l10n.t('This mini program may call it.');
    case 'processing':
      return l10n.t('The reviewers of the super app decide. The row in the Mini Programs view shows what they say.');
    case 'rejected':
      return l10n.t('Read the reason, then request it again: right-click the row, Request Permission.');
    case 'none':
      return l10n.t('Calls fail until it is allowed. Request it: right-click the row, Request Permission.');
  }
}
