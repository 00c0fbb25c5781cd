import * as l10n from '@vscode/l10n';
import { logProblems, warningsText } from '../errors/packWords';
import { amountOf, sizeOf } from '../model/sizes';
import type { PackJob } from '../../pack/packTypes';
import { runPrePackageTask } from '../packing/hooks';
import { resolveFolder } from '../project';
import { packOrAsk } from '../publish/packOrAsk';
import type { AppContext } from '../services';
import { askSecrets } from './askSecrets';
import { packListed } from './packListed';
import { requireTrust } from './publishPlan';

/** Checks and zips a project, then asks where to save the zip. */
export async function packageCommand(context: AppContext): Promise<void> {
  requireTrust(context);
  const { ui, files } = context;
  const { folder, info } = await resolveFolder(context, l10n.t('Package'));
  const name = info.name ?? folder.name;
  const temp = await files.tempFolder();
  try {
    const outFile = files.join(temp.path, 'package.zip');
    const packed = await ui.withProgress(l10n.t('Packaging {0}', name), async (handle) => {
      const { signal } = handle;
      await runPrePackageTask(context, info.root, { signal, report: (message) => handle.report({ message }) });
      const job: PackJob = {
        root: info.root,
        outFile,
        signal,
        onProgress: ({ bytes, totalBytes }) => handle.report({ message: amountOf(bytes, totalBytes) }),
      };
      return packOrAsk(
        (given) => packListed(context, given),
        job,
        (secrets) => askSecrets(ui, l10n.t('Package Anyway'), secrets),
      );
    });
    const warnings = warningsText(logProblems(context.log, `package ${info.root}`, packed.problems));
    const saved = await ui.saveFile(`${fileName(name)}.zip`, await files.readBytes(packed.file));
    if (saved === undefined) return;
    const text = l10n.t('{0} files, {1}. SHA-256 {2}.', packed.files.length, sizeOf(packed.bytes), packed.sha256);
    const message = l10n.t('Saved {0}: {1}', saved, text);
    ui.say('info', warnings === '' ? message : `${message} ${warnings}`, [
      { label: l10n.t('Copy SHA-256'), run: () => ui.copy(packed.sha256) },
      ...(warnings === '' ? [] : [{ label: l10n.t('Show Problems'), run: () => context.problems.focus() }]),
    ]);
  } finally {
    temp.dispose();
  }
}
const fileName = (name: string): string => name.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, '-').trim() || 'mini-program';
