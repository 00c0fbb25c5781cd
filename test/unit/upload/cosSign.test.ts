import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cosEncode, type CosInput, signCos } from '../../../src/upload/cosSign';

// The two worked examples of the vendor's "Request Signature" page; the keys are the documentation's own.
const common = {
  path: '/exampleobject(腾讯云)',
  secretId: 'AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q',
  secretKey: 'BQYIM75p8x0iWVFSIgqEKwFprpRSVHlz',
} as const;
const host = 'examplebucket-1250000000.cos.ap-beijing.myqcloud.com';
const put: CosInput = {
  ...common,
  method: 'PUT',
  headers: {
    Date: 'Thu, 16 May 2019 06:45:51 GMT',
    Host: host,
    'Content-Type': 'text/plain',
    'Content-Length': '13',
    'Content-MD5': 'mQ/fVh815F3k6TAUm8m0eg==',
    'x-cos-acl': 'private',
    'x-cos-grant-read': 'uin="100000000011"',
  },
  start: 1557989151,
  end: 1557996351,
};
const get: CosInput = {
  ...common,
  method: 'GET',
  headers: { Date: 'Thu, 16 May 2019 06:55:53 GMT', Host: host },
  query: { 'response-content-type': 'application/octet-stream', 'response-cache-control': 'max-age=600' },
  start: 1557989753,
  end: 1557996953,
};
const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

describe('COS signature', () => {
  it('gives every published value of the PUT example', () => {
    const signed = signCos(put);
    assert.equal(signed.keyTime, '1557989151;1557996351');
    assert.equal(signed.signKey, 'eb2519b498b02ac213cb1f3d1a3d27a3b3c9bc5f');
    assert.equal(signed.headerList, 'content-length;content-md5;content-type;date;host;x-cos-acl;x-cos-grant-read');
    assert.equal(signed.urlParamList, '');
    assert.equal(sha1(signed.httpString), '8b2751e77f43a0995d6e9eb9477f4b685cca4172');
    assert.equal(signed.signature, '3b8851a11a569213c17ba8fa7dcf2abec6935172');
    assert.equal(
      signed.authorization,
      'q-sign-algorithm=sha1&q-ak=AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q&q-sign-time=1557989151;1557996351' +
        '&q-key-time=1557989151;1557996351' +
        '&q-header-list=content-length;content-md5;content-type;date;host;x-cos-acl;x-cos-grant-read' +
        '&q-url-param-list=&q-signature=3b8851a11a569213c17ba8fa7dcf2abec6935172',
    );
  });

  it('gives every published value of the GET example', () => {
    const signed = signCos(get);
    assert.equal(signed.signKey, '937914bf490e9e8c189836aad2052e4feeb35eaf');
    assert.equal(signed.headerList, 'date;host');
    assert.equal(signed.urlParamList, 'response-cache-control;response-content-type');
    assert.equal(sha1(signed.httpString), '54ecfe22f59d3514fdc764b87a32d8133ea611e6');
    assert.equal(signed.signature, '01681b8c9d798a678e43b685a9f1bba0f6c0e012');
  });

  it('does not depend on the order or case of headers and parameters', () => {
    const turn = (members: Readonly<Record<string, string>>): Record<string, string> =>
      Object.fromEntries(
        Object.entries(members)
          .reverse()
          .map(([name, value]) => [name.toUpperCase(), value]),
      );
    assert.equal(
      signCos({ ...get, headers: turn(get.headers), query: turn(get.query!) }).authorization,
      signCos(get).authorization,
    );
  });

  it('changes with every part of the request', () => {
    const changes: Partial<CosInput>[] = [
      { method: 'HEAD' },
      { path: '/other' },
      { query: {} },
      { headers: { ...get.headers, 'x-cos-security-token': 't' } },
      { headers: { ...get.headers, Host: 'other' } },
      { start: get.start + 1 },
      { end: get.end + 1 },
      { secretKey: 'x' },
    ];
    const signatures = [get, ...changes.map((change) => ({ ...get, ...change }))].map((one) => signCos(one).signature);
    assert.equal(new Set(signatures).size, signatures.length);
  });

  it('percent-encodes everything but letters, digits and -_.~', () => {
    assert.equal(cosEncode("aZ09-_.~ !'()*+/=&小"), 'aZ09-_.~%20%21%27%28%29%2A%2B%2F%3D%26%E5%B0%8F');
  });
});
