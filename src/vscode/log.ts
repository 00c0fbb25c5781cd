import type * as vscode from 'vscode';
import type { Log } from '../base/log';
import type { Redactor } from '../base/redact';

/** Writes to the output channel, with the redactor in front. */
export const createLog = (channel: vscode.LogOutputChannel, redactor: Redactor): Log => ({
  debug: (message) => channel.debug(redactor.redact(message)),
  info: (message) => channel.info(redactor.redact(message)),
  warn: (message) => channel.warn(redactor.redact(message)),
  error: (message) => channel.error(redactor.redact(message)),
});
