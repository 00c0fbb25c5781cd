import * as l10n from '@vscode/l10n';
import { present } from '../errors/present';
import type { ErrorAction } from '../errors/userError';
import type { CommandArgs, CommandId } from '../manifest';
import type { MessageAction, Ui } from '../ports';
import type { AppContext, CommandHandlers } from '../services';
import type { Log } from '../../base/log';

export interface RunnerPorts {
  readonly ui: Ui;
  readonly log: Log;
  readonly activeProfileId: () => string | undefined;
}
/**
 * The one way every command runs: a line in the log, and one message for whatever was thrown, with its buttons.
 * Never rejects; a command that was given up stays silent.
 */
export function createRunner(ports: RunnerPorts, handlers: () => CommandHandlers): AppContext['run'] {
  const run: AppContext['run'] = async (command, ...args) => {
    ports.log.info(`command ${command}`);
    try {
      await handlers()[command](...args);
    } catch (error) {
      const profileId = profileIdOf(args[0]) ?? ports.activeProfileId();
      const shown = present(error, { again: againOf(command, args), profileId });
      if (!shown) {
        ports.log.debug(`command ${command} was given up`);
        return;
      }
      ports.log[shown.severity === 'info' ? 'info' : shown.severity === 'warning' ? 'warn' : 'error'](
        `command ${command}: ${shown.details}`,
      );
      ports.ui.say(shown.severity, shown.message, buttons(shown.actions, run));
    }
  };
  return run;
}
/** Buttons that run our commands. */
function buttons(actions: readonly ErrorAction[], run: AppContext['run']): readonly MessageAction[] {
  return actions.map((action) => ({
    label: action.label,
    run: () => run(action.command, ...(action.args ?? [])),
  }));
}
const againOf = <C extends CommandId>(command: C, args: CommandArgs[C]): ErrorAction =>
  ({ label: l10n.t('Try Again'), command, args }) as unknown as ErrorAction;

function profileIdOf(arg: unknown): string | undefined {
  const id = typeof arg === 'object' && arg !== null && 'profileId' in arg ? arg.profileId : undefined;
  return typeof id === 'string' ? id : undefined;
}
