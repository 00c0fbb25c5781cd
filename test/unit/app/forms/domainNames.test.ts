import assert from 'node:assert/strict';
import { cleanDomain, domainProblem, splitDomains } from '../../../../src/app/forms/domainNames';

describe('Domains as people type them', () => {
  it('are told apart by commas, also Chinese ones, blanks and lines', () => {
    assert.deepEqual(splitDomains(' a.example，b.example; c.example\n、d.example,'), [
      'a.example',
      'b.example',
      'c.example',
      'd.example',
    ]);
  });
  it('lose their scheme and become lower case', () => {
    assert.equal(cleanDomain(' HTTPS://API.Example.com/ '), 'api.example.com');
    assert.equal(cleanDomain('wss://live.example.com:8443'), 'live.example.com:8443');
  });
  it('are domains, with a star at most in front', () => {
    for (const good of ['example.com', '*.example.com', '测试.example', 'a-b.example:8080'])
      assert.equal(domainProblem(good), undefined, good);
    for (const bad of [
      'example',
      '-a.example',
      'a..example',
      '*.*.example.com',
      'x'.repeat(64) + '.example',
      'a b.example',
    ])
      assert.notEqual(domainProblem(bad), undefined, bad);
    assert.match(domainProblem('example.com/path') ?? '', /has a path/);
  });
});
