import { createHash } from 'node:crypto';
import { appType } from '../../contract/enums';
import { Problem } from '../problem';
import type { ApplicationRecord } from '../state';
import type { Call, Handler } from './handler';
import { applicationOf } from './lookup';

/** The file that a super app's build embeds for the client SDK: Base64 of JSON with the members of the platform's sample. */
export const DescribeApplicationConfigFile: Handler<'DescribeApplicationConfigFile'> = (request, call) => {
  const application = applicationOf(call.state, request.ApplicationId);
  const known: readonly (number | undefined)[] = [...Object.values(appType), undefined];
  if (!known.includes(request.AppType))
    throw new Problem('InvalidParameterValue', 'The value of parameter `AppType` must be 2 (Android) or 3 (iOS).');
  const text = JSON.stringify(configOf(application, request.AppType, call));
  return { File: Buffer.from(text, 'utf8').toString('base64') };
};

function configOf(application: ApplicationRecord, type: number | undefined, { state, url }: Call) {
  const origin = url('/').replace(/\/$/, '');
  return {
    customId: state.platformId,
    productId: String(application.identityId),
    packageName: type === appType.ios ? '' : application.androidKey,
    bundleId: type === appType.android ? '' : application.iosKey,
    material: materialOf(`${state.platformId} ${application.id}`),
    shark: {
      httpUrl: origin,
      tcpHost: new URL(origin).hostname,
      tcpPort: 30_014,
      appKey: application.id,
      symEnc: 1,
      asymEnc: 0,
    },
    feedback: origin,
    qapmUrl: origin,
  };
}

/** In the form of the platform's: an opaque text, the same for the same super app. Nothing can be decrypted with it. */
function materialOf(name: string): string {
  const blocks = Array.from({ length: 8 }, (_, i) => createHash('sha512').update(`${name} ${i}`).digest());
  const tail = createHash('sha256').update(name).digest('hex').slice(0, 16);
  return `01${Buffer.concat(blocks).toString('base64')}${tail}`;
}
