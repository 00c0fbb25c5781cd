import * as l10n from '@vscode/l10n';
import { dialects } from '../../contract/dialects';
import type { Dialect } from '../../contract/shape';
import { ApiError } from '../../client/errors';
import { isOtherDialect } from '../errors/codeWords';
import { UserError } from '../errors/userError';
import type { Profile } from '../profile';
import { sandboxProfileId } from '../profiles/profileStore';
import { publicSites } from '../profiles/sites';
import type { CommandContext, HandlersOf } from './context';

/** The two generations of the platform's API: a profile speaks one of them. */
export function dialectCommands(context: CommandContext): HandlersOf<'miniProgram.switchDialect'> {
  return { 'miniProgram.switchDialect': (profileId) => switchDialect(context, profileId) };
}
const nameOf = (dialect: Dialect): string => `${dialects[dialect].productName} (${dialects[dialect].version})`;

/** Lets the profile speak the other API at the same address, after the platform has answered to it; else nothing changes. */
async function switchDialect(context: CommandContext, profileId: string | undefined): Promise<void> {
  const { profiles, sessions, ui } = context;
  const before = profileId === undefined ? await profiles.pinActive() : profiles.get(profileId);
  if (!before) {
    await sessions.open(profileId);
    return;
  }
  checkCanSpeakBoth(before);
  const after: Profile = { ...before, dialect: before.dialect === 'tcsas' ? 'tcmpp' : 'tcsas' };
  const secret = await profiles.secretOf(before);
  // Says that the key is missing, with the way to enter it.
  if (!secret) await sessions.open(before.id);
  else {
    const client = context.factory.createClient(after, {
      secretId: after.secretId,
      secretKey: secret.secretKey,
      token: secret.token,
    });
    await ui.withProgress(l10n.t('Asking {0} by {1}', before.endpoint, nameOf(after.dialect)), async ({ signal }) => {
      try {
        await client.call('DescribeMNPList', { Offset: 0, Limit: 1 }, { signal });
      } catch (error) {
        if (error instanceof ApiError && isOtherDialect(error.code)) throw speaksNeither(before);
        throw error;
      }
    });
    await profiles.save(after);
    context.store.invalidate();
    ui.say('info', l10n.t('Profile "{0}" now speaks {1}.', after.name, nameOf(after.dialect)));
  }
}
function checkCanSpeakBoth({ id, name, endpoint, dialect }: Profile): void {
  if (id === sandboxProfileId)
    throw new UserError(
      l10n.t('The sandbox says itself which API it speaks. There is nothing to switch.'),
      [],
      'other',
    );
  if (!publicSites().some((site) => site.endpoint === endpoint)) return;
  // The key belongs to this address, and the other API has another one.
  throw new UserError(
    l10n.t(
      'The address of profile "{0}" speaks {1} only. Add a profile for the address of the other API.',
      name,
      nameOf(dialect),
    ),
    [{ label: l10n.t('Add Profile'), command: 'miniProgram.addProfile' }],
    'other',
  );
}
const speaksNeither = ({ name, endpoint }: Profile): UserError =>
  new UserError(
    l10n.t('{0} does not know the other API either. Profile "{1}" stays as it was; check its address.', endpoint, name),
    [{ label: l10n.t('Check Connection'), command: 'miniProgram.doctor' }],
    'other',
  );
