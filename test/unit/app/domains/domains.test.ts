import assert from 'node:assert/strict';
import { domainsOf } from '../../../../src/app/domains/domains';
import { cleanProgramDomain, programDomainProblem } from '../../../../src/app/domains/programDomain';

describe('a domain of a mini program', () => {
  it('is kept in lower case, with the scheme of its kind and without a last slash', () => {
    assert.equal(cleanProgramDomain(' API.Example.com ', 'request'), 'https://api.example.com');
    assert.equal(cleanProgramDomain('wss://api.example.com/', 'socket'), 'wss://api.example.com');
    assert.equal(cleanProgramDomain('api.example.com:8443', 'socket'), 'wss://api.example.com:8443');
  });
  it('is accepted with a port, and in any script', () => {
    for (const text of ['https://a.example.com:1', 'https://a.example.com:65535', 'https://咖啡.示例', 'a-b.example'])
      assert.equal(programDomainProblem(text, 'download'), undefined, text);
  });
  it('is refused with what is wrong', () => {
    for (const [text, words] of [
      ['http://a.example.com', /must begin with https:\/\//],
      ['wss://a.example.com', /must begin with https:\/\//],
      ['javascript://a.example.com', /must begin with https:\/\//],
      ['*.example.com', /wildcard/],
      ['https://a.example.com/path', /has a path/],
      ['https://a.example.com?x=1', /has a path/],
      ['localhost', /is not a domain/],
      ['https://', /is not a domain/],
      ['a..example.com', /is not a domain/],
      ['-a.example.com', /is not a domain/],
      ['me@example.com', /is not a domain/],
      [`${'a'.repeat(64)}.example.com`, /is not a domain/],
      [`${'a.'.repeat(130)}com`, /is not a domain/],
      ['a.example.com:0', /port that does not exist/],
      ['a.example.com:65536', /port that does not exist/],
    ] as const)
      assert.match(programDomainProblem(text, 'request') ?? '', words, text);
  });
  it('is answered in time, whatever is pasted', () => {
    const started = performance.now();
    programDomainProblem(`${'a-'.repeat(50_000)}!`, 'request');
    assert.ok(performance.now() - started < 200);
  });
});

describe('the lists of the platform', () => {
  it('are read from one text with semicolons, and from rows of their own', () => {
    const lists = domainsOf([
      { DomainType: 1, DomainUrl: 'https://a.example.com;https://b.example.com;' },
      { DomainType: 1, DomainUrl: 'https://c.example.com' },
      { DomainType: 3, DomainUrl: null },
      { DomainType: 9, DomainUrl: 'https://unknown.example.com' },
    ]);
    assert.deepEqual(lists.request, ['https://a.example.com', 'https://b.example.com', 'https://c.example.com']);
    assert.deepEqual([lists.webView, lists.socket, lists.upload, lists.download].flat(), []);
  });
});
