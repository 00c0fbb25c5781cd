import assert from 'node:assert/strict';
import { signTc3 } from '../../../src/client/sign';
import { dialects } from '../../../src/contract/dialects';
import { signCos } from '../../../src/upload/cosSign';
import { mixed, Seeded, visible, word } from '../../support/seeded';
import { startVendor, type Vendor } from './vendor';
import type { CosJob, Tc3Job } from './vendorJobs';

const rounds = 400;
const times = <T>(make: () => T): T[] => Array.from({ length: rounds }, make);

function tc3Job(random: Seeded): Tc3Job {
  const body = {
    MNPId: random.text(20),
    MNPVersionIntro: random.text(200),
    Offset: random.below(1000),
    List: [random.text(9)],
  };
  return {
    host: `${random.text(12, word)}x.tencentcloudapi.com`,
    contentType: random.pick(['application/json', 'application/json; charset=utf-8']),
    service: random.pick([dialects.tcsas.service, dialects.tcmpp.service, 'cvm', '127']),
    timestamp: 1_500_000_000 + random.below(400_000_000),
    secretId: `AKID${random.text(32, word)}`,
    secretKey: random.text(40),
    payload: random.below(2) === 0 ? body : Buffer.from(JSON.stringify(body)),
  };
}

function cosJob(random: Seeded): CosJob {
  const start = 1_500_000_000 + random.below(400_000_000);
  const headers: Record<string, string> = { Host: `b-${random.text(9, word)}.cos.ap-x.myqcloud.com` };
  // The SDK signs a choice of the headers it is given: these are among them.
  for (const name of ['Content-Type', 'Content-Length', 'Content-MD5', 'x-cos-security-token', 'x-cos-acl'])
    if (random.below(2) === 0) headers[name] = `v${random.text(30, visible)}`;
  const query: Record<string, string> = {};
  for (let i = random.below(5); i > 0; i--)
    query[`${random.pick(['', 'A', 'b'])}${random.text(8, word)}${i}`] = random.text(20);
  return {
    method: random.pick(['PUT', 'GET', 'HEAD', 'POST', 'DELETE']),
    path: `/${random.text(60, mixed)}`,
    headers,
    query,
    secretId: `AKID${random.text(32, word)}`,
    secretKey: `k${random.text(40)}`,
    start,
    end: start + 1 + random.below(10_000),
  };
}

describe('our signatures and the vendor’s own', function () {
  this.timeout(300_000);
  let vendor: Vendor;
  before(async () => {
    vendor = await startVendor();
  });
  after(() => vendor.stop());

  it(`TC3: the same Authorization, byte for byte, for ${rounds} requests`, async () => {
    const random = new Seeded(20260321);
    const jobs = times(() => tc3Job(random));
    const theirs: string[] = await vendor.run('tc3', jobs);
    const ours = jobs.map(({ host, contentType, payload, ...rest }) => {
      const headers = { Host: host, 'Content-Type': contentType };
      const bytes = payload instanceof Uint8Array ? payload : JSON.stringify(payload);
      return signTc3({ ...rest, method: 'POST', path: '/', query: '', headers, payload: bytes }).authorization;
    });
    assert.deepEqual(ours, theirs);
    assert.equal(new Set(ours).size, rounds);
  });

  it(`COS: the same Authorization, byte for byte, for ${rounds} requests`, async () => {
    const random = new Seeded(20260322);
    const jobs = times(() => cosJob(random));
    const theirs: string[] = await vendor.run('cos', jobs);
    assert.deepEqual(
      jobs.map((job) => signCos(job).authorization),
      theirs,
    );
  });
});
