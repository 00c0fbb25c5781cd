import assert from 'node:assert/strict';
import { proxyInUse } from '../../../../src/app/doctor/proxyInUse';
import { noProxy } from '../../../support/testMachine';

const platform = 'https://tcsas.intl.tencentcloudapi.com';
const set = { ...noProxy, address: 'http://me:hunter2@proxy.example.com:8080' };

describe('Which proxy is used', () => {
  it('is the setting before the environment, without its password', () => {
    const both = { ...set, environment: { HTTPS_PROXY: 'http://other:1' } };
    assert.deepEqual(proxyInUse(both, platform), {
      kind: 'proxy',
      source: 'http.proxy',
      address: 'http://proxy.example.com:8080',
    });
  });
  it('is that of the environment in either spelling, named as it is found', () => {
    const environment = { https_proxy: 'proxy.example.com:3128', HTTPS_PROXY: 'http://other:1' };
    const found = proxyInUse({ ...noProxy, environment }, platform);
    assert.deepEqual(found, { kind: 'proxy', source: 'https_proxy', address: 'http://proxy.example.com:3128' });
  });
  it('is none for this computer, and none when VS Code is told so', () => {
    for (const origin of ['http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:1'])
      assert.equal(proxyInUse(set, origin).kind, 'thisMachine');
    assert.equal(proxyInUse({ ...set, support: 'off' }, platform).kind, 'switchedOff');
    assert.equal(proxyInUse(noProxy, platform).kind, 'none');
  });
  it('leaves out what http.noProxy and NO_PROXY name: names, all below them, ports', () => {
    const kind = (list: string): string => proxyInUse({ ...set, environment: { NO_PROXY: list } }, platform).kind;
    for (const list of ['*', '.tencentcloudapi.com', 'a.b, tencentcloudapi.com', 'tcsas.intl.tencentcloudapi.com:443'])
      assert.equal(kind(list), 'excepted', list);
    for (const list of ['cloudapi.com', 'tcsas.intl.tencentcloudapi.com:80', 'other.com', ' ', ','])
      assert.equal(kind(list), 'proxy', list);
    const listed = proxyInUse({ ...set, exceptions: ['*.tencentcloudapi.com'] }, platform);
    assert.deepEqual(listed, { kind: 'excepted', source: 'http.noProxy' });
  });
  it('says which setting holds no address', () => {
    const found = proxyInUse({ ...noProxy, address: 'http://[' }, platform);
    assert.deepEqual(found, { kind: 'malformed', source: 'http.proxy' });
  });
});
