import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gitSubject } from '../../../src/disk/gitSubject';

describe('asking git for the last commit', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'subject-'));
    const git = (...args: string[]): void => {
      execFileSync('git', ['-C', folder, '-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args]);
    };
    git('init', '--quiet');
    git('commit', '--quiet', '--allow-empty', '-m', 'Add the cart', '-m', 'And more.');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('gets its subject', async () => {
    assert.equal(await gitSubject(folder), 'Add the cart');
    assert.equal(await gitSubject(path.join(folder, 'missing')), undefined);
  });
  it('never starts a git that lies in the project', async function () {
    if (process.platform === 'win32') this.skip();
    const trace = path.join(folder, 'was-run');
    const planted = path.join(folder, 'git');
    writeFileSync(planted, `#!/bin/sh\n: > '${trace}'\n`);
    chmodSync(planted, 0o755);
    const before = process.env['PATH'];
    // As Windows does without being asked: the current folder first.
    process.env['PATH'] = `.${path.delimiter}${before}`;
    try {
      assert.equal(await gitSubject(folder), 'Add the cart');
    } finally {
      process.env['PATH'] = before;
    }
    assert.equal(existsSync(trace), false);
  });
});
