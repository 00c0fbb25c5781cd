import assert from 'node:assert/strict';
import { summarize, summaryText } from '../../../../src/app/packing/changes';
import { manifestOf } from './manifests';

const before = { version: '1.4.1', manifest: manifestOf({ 'app.js': 'App()', 'old.js': 'x', 'a.js': 'a' }) };

describe('a package in one line', () => {
  const text = (...args: Parameters<typeof summarize>): string => summaryText(summarize(...args).summary);

  it('says what ships when nothing was published before', () => {
    assert.equal(text(manifestOf({ 'app.js': 'App()' }), undefined), '1 file, 5 B');
    const many = Object.fromEntries(Array.from({ length: 2014 }, (_, at) => [`f${at}.js`, 'x'.repeat(1024)]));
    assert.equal(text(manifestOf(many), undefined), '2,014 files, 2 MB');
  });
  it('says what changed since the version before', () => {
    const now = manifestOf({ 'app.js': 'App({})', 'a.js': 'a', 'new.js': 'x'.repeat(2048), 'new2.js': 'y' });
    assert.equal(text(now, before), '4 files, 2 KB: 1 changed, 2 added, 1 removed, +2 KB since 1.4.1');
  });
  it('says that it got smaller, and leaves out what did not happen', () => {
    const now = manifestOf({ 'app.js': 'App', 'old.js': 'x', 'a.js': 'a' });
    assert.equal(text(now, before), '3 files, 5 B: 1 changed, −2 B since 1.4.1');
  });
  it('says that nothing changed at all', () => {
    assert.equal(text(before.manifest, before), '3 files, 7 B: identical to 1.4.1');
  });
  it('names the permissions and domains that are new, not those that were there or are gone', () => {
    const was = manifestOf({}, { permissions: ['scope.camera', 'scope.record'], domains: ['a.example'] });
    const now = manifestOf(
      {},
      { permissions: ['scope.camera', 'scope.userLocation'], domains: ['a.example', 'b.example'] },
    );
    const { widened } = summarize(now, { version: '1.0.0', manifest: was });
    assert.deepEqual(widened, { permissions: ['scope.userLocation'], domains: ['b.example'] });
    assert.deepEqual(summarize(now, undefined).widened, { permissions: [], domains: [] });
  });
});
