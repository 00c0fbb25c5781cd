import assert from 'node:assert/strict';
import { certificateFinding } from '../../../../src/app/doctor/certificate';
import { clockFinding } from '../../../../src/app/doctor/checkNetwork';
import type { Finding } from '../../../../src/app/doctor/finding';
import type { TlsReport } from '../../../../src/app/doctor/machine';
import { noProxy } from '../../../support/testMachine';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 22);
const own = { subject: 'api.example.com', issuer: 'Example CA', validFrom: now - 30 * day, validTo: now + 60 * day };
const tls: TlsReport = { protocol: 'TLSv1.3', problem: undefined, chain: [own], isPublic: true };
const about = (report: Partial<TlsReport>, checksCertificates = true): Finding =>
  certificateFinding('Certificate', { ...tls, ...report }, { ...noProxy, checksCertificates }, now);

describe('What a certificate says', () => {
  it('is good with issuer and end, and tells an authority of a company from a public one', () => {
    assert.match(about({}).text, /^api\.example\.com, issued by Example CA, valid until 2027-01-21 \(TLSv1\.3\)\.$/);
    assert.equal(about({ isPublic: false }).verdict, 'good');
    assert.match(about({ isPublic: false }).text, /not a public one/);
  });
  it('is a warning two weeks before its end', () => {
    const soon = about({ chain: [{ ...own, validTo: now + 5.5 * day }] });
    assert.equal(soon.verdict, 'warning');
    assert.match(soon.text, /ends in 5 days/);
  });
  it('is bad when it is not trusted, with what helps for each reason', () => {
    const fixes = [
      'CERT_HAS_EXPIRED',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
    ].map((problem) => {
      const found = about({ problem, isPublic: false });
      assert.equal(found.verdict, 'bad');
      assert.ok(found.text.includes(problem));
      return found.fix;
    });
    assert.equal(new Set(fixes).size, 4);
    assert.match(fixes[3] ?? '', /Example CA.*proxy/);
    const early = about({ problem: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', chain: [{ ...own, validFrom: now + day }] });
    assert.match(early.fix ?? '', /date of this computer/);
  });
  it('is a warning when it is not trusted and nobody checks', () => {
    const found = about({ problem: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, false);
    assert.equal(found.verdict, 'warning');
    assert.match(found.fix ?? '', /http\.proxyStrictSSL/);
  });
});

describe('What the clock says', () => {
  const off = (seconds: number): Finding => clockFinding(now, now + 500 + seconds * 1000);
  it('is good, a warning, and bad beyond what the platform takes', () => {
    assert.deepEqual(
      [0, -29, 31, -299, 301, -90_000].map((s) => off(s).verdict),
      ['good', 'good', 'warning', 'warning', 'bad', 'bad'],
    );
  });
  it('says by how much and which way', () => {
    assert.match(off(600).text, /10 minutes ahead/);
    assert.match(off(-90_000).text, /25 hours behind/);
    assert.equal(clockFinding(undefined, now).verdict, 'skipped');
  });
});
