import * as l10n from '@vscode/l10n';
import { messageOf } from '../../base/errors';
import { rekey } from '../errors/present';
import { UserError } from '../errors/userError';
import type { AskSandbox, SandboxRequest } from '../ports';
import type { Profile } from '../profile';
import { sandboxProfileId } from '../profiles/profileStore';
import type { Ports } from '../services';
import { type Fault, type FaultList, faultListOf } from './fault';

export interface FaultControlPorts extends Pick<Ports, 'sandbox' | 'remember'> {
  readonly askSandbox: AskSandbox;
  readonly secretOf: (profile: Profile) => Promise<{ readonly secretKey: string } | undefined>;
}
/** The faults of one sandbox. Every function answers what waits and what struck afterwards, and rejects with a sentence. */
export interface FaultControl {
  list(): Promise<FaultList>;
  add(faults: readonly Fault[]): Promise<FaultList>;
  /** Nothing happens when it has struck meanwhile. */
  remove(id: string): Promise<FaultList>;
  clear(): Promise<FaultList>;
}
/** Talks to the sandbox of the profile (environment `sandbox`); its address is looked up anew each time, for it may restart. */
export function faultControl(ports: FaultControlPorts, profile: Profile): FaultControl {
  const ask = (request: SandboxRequest): Promise<FaultList> => askForList(ports, profile, request);
  return {
    list: () => ask({ method: 'GET' }),
    add: (faults) => ask({ method: 'POST', body: faults }),
    remove: (id) => ask({ method: 'DELETE', id }),
    clear: () => ask({ method: 'DELETE' }),
  };
}
async function askForList(ports: FaultControlPorts, profile: Profile, request: SandboxRequest): Promise<FaultList> {
  const target = await targetOf(ports, profile);
  const { status, body } = await ports.askSandbox(target, request).catch((error: unknown) => {
    throw new UserError(l10n.t('The sandbox at {0} does not answer: {1}', target.url, messageOf(error)), [], 'other', {
      cause: error,
    });
  });
  if (status === 404 && request.id !== undefined) return askForList(ports, profile, { method: 'GET' });
  const list = status === 200 ? faultListOf(body) : undefined;
  if (list) return list;
  if (status === 401)
    throw new UserError(
      l10n.t('Only the owner of the sandbox may make it fail; the key of profile "{0}" is another one.', profile.name),
      [rekey(profile.id)],
    );
  const why = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  throw new UserError(
    typeof why === 'string'
      ? l10n.t('The sandbox does not take this: {0}', why)
      : l10n.t('What answers at {0} is no sandbox that can rehearse faults. Update it, or reset ours.', target.url),
  );
}
async function targetOf(
  { sandbox, secretOf, remember }: FaultControlPorts,
  profile: Profile,
): Promise<{ readonly url: string; readonly secretKey: string }> {
  if (profile.id === sandboxProfileId) {
    const { url, secretKey } = await sandbox.ensure();
    remember(secretKey);
    return { url, secretKey };
  }
  const secret = await secretOf(profile);
  if (!secret)
    throw new UserError(
      l10n.t('The key of profile "{0}" is missing: the system no longer has it. Enter it again.', profile.name),
      [rekey(profile.id)],
      'keyMissing',
    );
  return { url: profile.endpoint, secretKey: secret.secretKey };
}
