import { promisify } from 'node:util';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { vendorModule } from './install';

const tcmpp = 'tencentcloud-sdk-nodejs-intl-en/tencentcloud/tcmpp/v20240801';
const common = 'tencentcloud-sdk-nodejs-intl-en/tencentcloud/common';

/** Calls an action by the vendor's own client, as its users do: a request object filled from JSON, an answer in a callback. */
export type VendorCall = (action: string, request: Readonly<Record<string, unknown>>) => Promise<any>;

export function vendorApi(sandbox: Sandbox, secretKey = sandbox.secretKey): VendorCall {
  const { Client, Models } = vendorModule(tcmpp);
  const Credential = vendorModule(`${common}/credential.js`);
  const HttpProfile = vendorModule(`${common}/profile/http_profile.js`);
  const ClientProfile = vendorModule(`${common}/profile/client_profile.js`);
  const http = new HttpProfile('http://', new URL(sandbox.url).host);
  const profile = new ClientProfile('TC3-HMAC-SHA256', http);
  const client = new Client(new Credential(sandbox.secretId, secretKey), sandbox.region, profile);
  return (action, members) => {
    const request = new Models[`${action}Request`]();
    request.from_json_string(JSON.stringify({ PlatformId: sandbox.platformId, ...members }));
    return promisify(client[action].bind(client))(request);
  };
}

/** Stores bytes by the vendor's own object store SDK. Answers the URL it reports. */
export async function vendorPut(sandbox: Sandbox, secret: any, bytes: Buffer): Promise<string> {
  const COS = vendorModule('cos-nodejs-sdk-v5');
  const { host } = new URL(sandbox.url);
  const cos = new COS({
    getAuthorization: (_options: unknown, callback: (credentials: object) => void) =>
      callback({
        TmpSecretId: secret.TempSecretId,
        TmpSecretKey: secret.TempSecretKey,
        SecurityToken: secret.Token,
        StartTime: Math.floor(Date.now() / 1000) - 10,
        ExpiredTime: Math.floor(Date.now() / 1000) + 600,
      }),
    Domain: `${host}/cos/{Bucket}`,
    Protocol: 'http:',
  });
  const stored = await cos.putObject({ Bucket: secret.Bucket, Region: secret.Region, Key: secret.Path, Body: bytes });
  return `http://${String(stored.Location)}`;
}
