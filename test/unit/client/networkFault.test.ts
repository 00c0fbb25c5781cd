import assert from 'node:assert/strict';
import { TransportError } from '../../../src/client/errors';
import { networkFault } from '../../../src/client/networkFault';

const coded = (code: string, message = 'it failed'): Error => Object.assign(new Error(message), { code });

describe('network faults', () => {
  const table: Readonly<Record<string, readonly string[]>> = {
    dns: ['ENOTFOUND', 'EAI_AGAIN'],
    refused: ['ECONNREFUSED'],
    reset: ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ESOMETHINGNEW'],
    offline: ['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN'],
    timeout: ['ETIMEDOUT'],
    notPlatform: ['HPE_INVALID_CONSTANT', 'Z_DATA_ERROR'],
    tls: [
      'CERT_HAS_EXPIRED',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'EPROTO',
    ],
  };
  for (const [fault, codes] of Object.entries(table))
    it(`reads ${codes.join(', ')} as ${fault}`, () => {
      for (const code of codes) assert.equal(networkFault(coded(code)).fault, fault, code);
    });

  it('reads "socket hang up" as a dropped connection and names the code in the detail', () => {
    const { fault, detail } = networkFault(coded('ECONNRESET', 'socket hang up'));
    assert.equal(fault, 'reset');
    assert.equal(detail, 'ECONNRESET socket hang up');
  });

  it('finds the code of the cause', () => {
    const error = new Error('fetch failed', { cause: coded('ENOTFOUND') });
    assert.equal(networkFault(error).fault, 'dns');
  });

  it('tells a proxy that refuses the tunnel from a dropped connection', () => {
    for (const text of [
      'tunneling socket could not be established, statusCode=407',
      'Proxy connection ended before receiving CONNECT response',
      'Failed to establish a socket connection to proxies: PROXY p:8080',
    ])
      assert.equal(networkFault(coded('ECONNRESET', text)).fault, 'proxy', text);
  });

  it('does not take the address for what a proxy says', () => {
    const text = 'request to https://proxy.example.com/ failed, reason: socket hang up';
    assert.equal(networkFault(coded('ECONNRESET', text)).fault, 'reset');
  });

  describe('say that a change cannot have happened', () => {
    const mayHaveArrived = (error: Error): boolean => {
      const { fault, detail, beforeConnection } = networkFault(error);
      return new TransportError('A', fault, 'h', detail, undefined, beforeConnection).mayHaveArrived;
    };
    for (const code of ['ENOTFOUND', 'ECONNREFUSED', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'])
      it(`for ${code}`, () => assert.equal(mayHaveArrived(coded(code)), false));
    for (const code of ['ENETUNREACH', 'EHOSTUNREACH', 'ETIMEDOUT', 'EADDRNOTAVAIL', 'EPROTO', 'ENETDOWN'])
      it(`for ${code} only while it connects`, () => {
        assert.equal(mayHaveArrived(coded(code)), true, 'the network may go after the request was sent');
        assert.equal(mayHaveArrived(Object.assign(coded(code), { syscall: 'read' })), true);
        assert.equal(mayHaveArrived(Object.assign(coded(code), { syscall: 'connect' })), false);
        assert.equal(mayHaveArrived(Object.assign(coded(code), { erroredSysCall: 'connect' })), false);
      });
    it('never for what is not known', () => assert.equal(mayHaveArrived(coded('ESOMETHINGNEW')), true));
  });

  it('takes things that are no errors', () => {
    assert.deepEqual(networkFault('odd'), { fault: 'reset', detail: 'odd', beforeConnection: false });
    assert.equal(networkFault(undefined).fault, 'reset');
  });
});
