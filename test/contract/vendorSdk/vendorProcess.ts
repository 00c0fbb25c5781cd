/**
 * The vendor's SDKs in a process of their own: an old dependency of theirs replaces `https.request` for everybody in the
 * process, and breaks whoever calls it with a URL and options, as our client does.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { vendorModule } from './install';
import type { AnswerMessage, JobMessage, VendorJobs } from './vendorJobs';

const sdk = 'tencentcloud-sdk-nodejs-intl-en/tencentcloud';

const jobs: VendorJobs = {
  tc3(list) {
    const { sign3 } = vendorModule(`${sdk}/common/sign.js`);
    return list.map(({ host, contentType, payload, ...rest }) =>
      sign3({
        ...rest,
        method: 'POST',
        url: `https://${host}/`,
        payload: payload instanceof Uint8Array ? Buffer.from(payload) : payload,
        headers: { 'Content-Type': contentType },
      }),
    );
  },

  cos(list) {
    const COS = vendorModule('cos-nodejs-sdk-v5');
    return list.map((job) =>
      COS.getAuthorization({
        SecretId: job.secretId,
        SecretKey: job.secretKey,
        Method: job.method,
        Pathname: job.path,
        Headers: job.headers,
        Query: job.query,
        KeyTime: `${job.start};${job.end}`,
        UseRawKey: true,
      }),
    );
  },

  /** As the SDK's users do: a request object filled from JSON, an answer in a callback. */
  call({ account, action, request }) {
    const { Client, Models } = vendorModule(`${sdk}/tcmpp/v20240801`);
    const Credential = vendorModule(`${sdk}/common/credential.js`);
    const HttpProfile = vendorModule(`${sdk}/common/profile/http_profile.js`);
    const ClientProfile = vendorModule(`${sdk}/common/profile/client_profile.js`);
    const http = new HttpProfile('http://', new URL(account.url).host);
    const profile = new ClientProfile('TC3-HMAC-SHA256', http);
    const client = new Client(new Credential(account.secretId, account.secretKey), account.region, profile);
    const filled = new Models[`${action}Request`]();
    filled.from_json_string(JSON.stringify(request));
    return promisify(client[action].bind(client))(filled);
  },

  async put({ url, secret, bytes }) {
    const COS = vendorModule('cos-nodejs-sdk-v5');
    const now = Math.floor(Date.now() / 1000);
    const cos = new COS({
      getAuthorization: (_options: unknown, callback: (credentials: object) => void) =>
        callback({
          TmpSecretId: secret['TempSecretId'],
          TmpSecretKey: secret['TempSecretKey'],
          SecurityToken: secret['Token'],
          StartTime: now - 10,
          ExpiredTime: now + 600,
        }),
      Domain: `${new URL(url).host}/cos/{Bucket}`,
      Protocol: 'http:',
    });
    const { Bucket, Region, Path } = secret;
    const stored = await cos.putObject({ Bucket, Region, Key: Path, Body: Buffer.from(bytes) });
    return `http://${String(stored.Location)}`;
  },

  async store({ url, secretId, secretKey, method, params }) {
    const COS = vendorModule('cos-nodejs-sdk-v5');
    const Domain = `${new URL(url).host}/cos/{Bucket}`;
    const cos = new COS({ SecretId: secretId, SecretKey: secretKey, Domain, Protocol: 'http:' });
    const { content, ...rest } = params;
    const members: Record<string, unknown> = { ...rest };
    if (members['Body'] instanceof Uint8Array) members['Body'] = Buffer.from(members['Body']);
    if (!(content instanceof Uint8Array)) return promisify(cos[method].bind(cos))(members);
    const folder = mkdtempSync(path.join(tmpdir(), 'vendor-'));
    try {
      const FilePath = path.join(folder, 'content');
      writeFileSync(FilePath, content);
      return await promisify(cos[method].bind(cos))({ ...members, FilePath });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function answer({ id, name, job }: JobMessage): Promise<AnswerMessage> {
  try {
    const value: unknown = await jobs[name](job);
    // The SDK's answers are objects of its own classes; their fields are what counts.
    return { id, ok: true, value: JSON.parse(JSON.stringify(value)) };
  } catch (error: any) {
    const { message = String(error), code = '', requestId = '' } = error ?? {};
    return { id, ok: false, message, code, requestId };
  }
}

process.on('message', (message: JobMessage) => {
  void answer(message).then((reply) => process.send?.(reply));
});
