import assert from 'node:assert/strict';
import * as path from 'node:path';
import { diffManifests } from '../../../src/pack/manifest';
import { checkFolder, packFolder } from '../../../src/pack/packFolder';
import { freshFolder, goodProgram, writeFiles } from './support/folder';

describe('pack: manifest', () => {
  const root = freshFolder();
  const out = freshFolder();

  it('tells what changed between two packages', async () => {
    await writeFiles(root(), { ...goodProgram, 'a.json': '{}', 'b.json': '{}' });
    const before = (await packFolder({ root: root(), outFile: path.join(out(), '1.zip') })).manifest;
    await writeFiles(root(), {
      'app.json': {
        pages: ['pages/index/index', 'pages/new'],
        permission: { 'scope.userLocation': { desc: 'x' } },
        requiredBackgroundModes: ['audio'],
      },
      'pages/new.js': `wx.request({ url: 'https://api.Example.com/v1' }); wx.connectSocket({ url: 'wss://live.example.com' });`,
      'pages/new.wxml': '<view/>',
      'b.json': '{"b":1}',
      '.mpignore': 'a.json',
    });
    const after = (await checkFolder({ root: root() })).manifest;
    const diff = diffManifests(before, after);
    assert.equal(diff.isIdentical, false);
    assert.deepEqual(
      diff.added.map((file) => file.path),
      ['pages/new.js', 'pages/new.wxml'],
    );
    assert.deepEqual(
      diff.removed.map((file) => file.path),
      ['a.json'],
    );
    assert.deepEqual(
      diff.changed.map((file) => file.path),
      ['app.json', 'b.json'],
    );
    assert.deepEqual(diff.changed[1], { path: 'b.json', before: 2, after: 7 });
    assert.deepEqual(diff.pages, { added: ['pages/new'], removed: [] });
    assert.deepEqual(diff.permissions, {
      added: ['requiredBackgroundModes: audio', 'scope.userLocation'],
      removed: [],
    });
    assert.deepEqual(diff.domains, { added: ['api.example.com', 'live.example.com'], removed: [] });
    const size = (files: readonly { readonly bytes: number }[]): number =>
      files.reduce((sum, { bytes }) => sum + bytes, 0);
    assert.equal(diff.bytes, size(after.files) - size(before.files));
  });
  it('is identical for an unchanged folder, packed or only checked, and survives JSON', async () => {
    await writeFiles(root(), goodProgram);
    const packed = (await packFolder({ root: root(), outFile: path.join(out(), '1.zip') })).manifest;
    const checked = (await checkFolder({ root: root() })).manifest;
    assert.deepEqual(checked, packed);
    assert.equal(diffManifests(JSON.parse(JSON.stringify(packed)), checked).isIdentical, true);
  });
});
