import * as l10n from '@vscode/l10n';
import type { Diagnosis } from '../doctor/diagnose';
import type { Finding } from '../doctor/finding';
import type { MessageAction } from '../ports';
import type { Session } from '../services';
import type { CommandContext, HandlersOf } from './context';

/** Checks everything a publish needs and shows a report. The code of the checks is loaded when it is first asked for. */
export function doctorCommands(context: CommandContext): HandlersOf<'miniProgram.doctor'> {
  return {
    'miniProgram.doctor': async (profileId) => {
      const { diagnose } = await import('../doctor/diagnose');
      const diagnosis = await context.ui.withProgress(l10n.t('Checking the connection'), (progress) =>
        diagnose(context, profileId, {
          signal: progress.signal,
          report: (message) => progress.report({ message }),
        }),
      );
      await show(context, diagnosis);
    },
  };
}

async function show(context: CommandContext, diagnosis: Diagnosis): Promise<void> {
  const { doctorReport, plainReport, reportTitle, summary } = await import('../doctor/report');
  const { ui, log, redact } = context;
  // Before they become Markdown: its escapes would hide a secret.
  const findings = diagnosis.findings.map(({ text, fix, ...rest }) => ({
    ...rest,
    text: redact(text),
    ...(fix !== undefined && { fix: redact(fix) }),
  }));
  const { session } = diagnosis;
  for (const { verdict, title, text } of findings) log.info(`connection check: ${verdict}: ${title}: ${text}`);
  await ui.showText(reportTitle(), doctorReport({ ...diagnosis, findings }), 'markdown');
  const copied = redact(plainReport({ ...diagnosis, findings }));
  const copy: MessageAction = { label: l10n.t('Copy Report'), run: () => ui.copy(copied) };
  const next = fixAction(context, findings) ?? (session && testAction(context, diagnosis, session));
  ui.say(severity(findings), summary(findings), next ? [next, copy] : [copy]);
}
function severity(findings: readonly Finding[]): 'error' | 'warning' | 'info' {
  const has = (wanted: Finding['verdict']): boolean => findings.some(({ verdict }) => verdict === wanted);
  return has('bad') ? 'error' : has('warning') ? 'warning' : 'info';
}
/** The command that helps with the first red line that has one. */
function fixAction(context: CommandContext, findings: readonly Finding[]): MessageAction | undefined {
  const action = findings.find((finding) => finding.verdict === 'bad' && finding.action)?.action;
  return action && { label: action.label, run: () => context.run(action.command, ...((action.args ?? []) as [])) };
}
/** Only when asked for: the file stays in the store. */
const testAction = (context: CommandContext, diagnosis: Diagnosis, session: Session): MessageAction => ({
  label: l10n.t('Test Upload (1 kB)'),
  run: async () => {
    const { testUpload, uploadTitle } = await import('../doctor/checkUpload');
    const limits = (signal: AbortSignal) => ({ clock: context.clock, signal });
    const tested = await context.ui.withProgress(l10n.t('Testing the upload'), ({ signal }) =>
      testUpload(context, limits(signal), session),
    );
    const findings = diagnosis.findings.map((finding) => (finding.title === uploadTitle() ? tested : finding));
    // Not offered again: it is done.
    await show(context, { ...diagnosis, at: context.clock.now(), findings, session: undefined });
  },
});
