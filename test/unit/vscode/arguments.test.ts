import assert from 'node:assert/strict';
import { cleanArguments } from '../../../src/vscode/commands/arguments';

const program = { kind: 'program', profileId: 'p', mnpId: 'mp1', name: 'Shop' } as const;
const version = {
  kind: 'version',
  profileId: 'p',
  mnpId: 'mp1',
  programName: 'Shop',
  versionId: 7,
  version: '1.0.0',
} as const;

describe('arguments of a command', () => {
  it('reach the command when they are what it takes', () => {
    assert.deepEqual(cleanArguments('miniProgram.publish', [program]), [program]);
    assert.deepEqual(cleanArguments('miniProgram.release', [version]), [version]);
    assert.deepEqual(cleanArguments('miniProgram.previewQr', [program]), [program]);
    assert.deepEqual(cleanArguments('miniProgram.rekeyProfile', ['id']), ['id']);
  });

  it('of the explorer are files and folders on a disk', () => {
    const folder = { scheme: 'file', fsPath: '/work/shop', path: '/work/shop' };
    assert.deepEqual(cleanArguments('miniProgram.previewPackage', [folder, [folder]]), [folder]);
    assert.deepEqual(cleanArguments('miniProgram.previewPackage', [program]), [program]);
    for (const other of [{ ...folder, scheme: 'git' }, { scheme: 'file' }, '/work/shop', version])
      assert.deepEqual(cleanArguments('miniProgram.previewPackage', [other]), []);
  });

  it('of a row come with the selection', () => {
    const row = { ...program, id: 'program/p/mp1' };
    assert.deepEqual(cleanArguments('miniProgram.publish', [row, undefined]), [row]);
  });

  it('are left out when a title button hands over the row that has the focus', () => {
    assert.deepEqual(cleanArguments('miniProgram.publish', [{ ...program, id: 'program/p/mp1' }]), []);
    assert.deepEqual(cleanArguments('miniProgram.rekeyProfile', [{ ...program, id: 'program/p/mp1' }]), []);
    assert.deepEqual(cleanArguments('miniProgram.refresh', [{ ...program, id: 'program/p/mp1' }]), []);
  });

  it('of the Platform view are handles of the right kind, with what they belong to', () => {
    const team = { kind: 'team', profileId: 'p', key: 't1', name: 'Studio' };
    const member = { kind: 'member', profileId: 'p', key: 'u1', name: 'Ana', team };
    assert.deepEqual(cleanArguments('miniProgram.renameTeam', [team]), [team]);
    assert.deepEqual(cleanArguments('miniProgram.removeTeamMember', [member]), [member]);
    const odd = [{ ...team, key: 5 }, { ...team, kind: 'user' }, { kind: 'team' }, 'team', null];
    for (const value of odd)
      assert.deepEqual(cleanArguments('miniProgram.deleteTeam', [value]), [], JSON.stringify(value));
    const { team: _, ...homeless } = member;
    for (const value of [homeless, { ...member, team: 'Studio' }])
      assert.deepEqual(cleanArguments('miniProgram.removeTeamMember', [value]), []);
  });

  it('are left out when they are anything else', () => {
    const odd = [
      undefined,
      null,
      0,
      '',
      [],
      {},
      { kind: 'program' },
      { ...program, mnpId: 5 },
      { kind: 'group', id: 'x' },
      version,
    ];
    for (const value of odd) assert.deepEqual(cleanArguments('miniProgram.edit', [value]), [], JSON.stringify(value));
    assert.deepEqual(cleanArguments('miniProgram.release', [{ ...version, versionId: '7' }]), []);
    assert.deepEqual(cleanArguments('miniProgram.switchProfile', ['id']), []);
  });
});
