import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Profile } from '../../../src/app/profile';
import { systemClock } from '../../../src/base/clock';
import { silentLog } from '../../../src/base/log';
import { startSandbox } from '../../../src/sandbox/startSandbox';
import { createNetwork } from '../../../src/vscode/network';
import { testPorts } from '../../support/appPorts';

it('an upload of the extension has its temporary key and token remembered', async () => {
  const sandbox = await startSandbox();
  const folder = mkdtempSync(path.join(tmpdir(), 'network-'));
  try {
    const file = path.join(folder, 'a.zip');
    writeFileSync(file, 'a package');
    const { platformId, secretId, secretKey, url: endpoint } = sandbox;
    const { remember, remembered, setting, redact } = testPorts();
    const network = createNetwork({
      clock: systemClock,
      log: silentLog,
      remember,
      userAgent: 'test/1.0.0',
      language: 'en',
      setting,
    });
    const profile: Profile = {
      id: 'p',
      name: 'Practice',
      environment: 'sandbox',
      dialect: 'tcsas',
      endpoint,
      region: 'ap-singapore',
      platformId,
      secretId,
      uploadTarget: { kind: 'platform' },
    };
    const client = network.createClient(profile, { secretId, secretKey });
    const noSecret = (): Promise<undefined> => Promise.resolve(undefined);
    await network.createUploader(profile, client, noSecret)({ file, suffix: '.zip' });
    assert.equal(remembered.length, 2);
    for (const secret of remembered) assert.equal(redact(`it is ${secret}.`), 'it is •••.');
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true });
  }
});
