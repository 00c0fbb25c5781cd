import * as l10n from '@vscode/l10n';
import { environmentWord } from '../../app/model/words';
import type { QrModel } from '../../app/panels';
import type { QrView } from '../../webview/protocol';

/** The panel's contents with their words. What is copied is the model's link, not the one that is shown. */
export function qrView(model: QrModel, redact: (text: string) => string): QrView {
  const { mnpId, version, environment, imageDataUri, readAt } = model;
  const programName = redact(model.programName);
  return {
    programName,
    mnpId,
    version,
    environment,
    environmentWord: environmentWord(environment),
    opens: redact(model.entryPath) || l10n.t('Home page'),
    imageDataUri,
    link: redact(model.link),
    readAt,
    words: {
      miniProgramId: l10n.t('Mini program'),
      version: l10n.t('Version'),
      opens: l10n.t('Opens'),
      link: l10n.t('Link'),
      scanHint:
        environment === 'sandbox'
          ? l10n.t('A practice code from the sandbox: a phone can read it, but no super app opens it.')
          : l10n.t("Scan it with the super app's developer build to open this version on a phone."),
      copyLink: l10n.t('Copy Link'),
      saveImage: l10n.t('Save Image…'),
      refresh: l10n.t('Refresh'),
      refreshing: l10n.t('Refreshing…'),
      justRead: l10n.t('Read just now'),
      readSecondsAgo: l10n.t('Read {0} s ago', '{0}'),
      readMinutesAgo: l10n.t('Read {0} min ago', '{0}'),
      readHoursAgo: l10n.t('Read {0} h ago', '{0}'),
      imageAlt: l10n.t('QR code that opens {0} {1}', programName, version),
    },
  };
}
