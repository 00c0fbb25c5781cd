import assert from 'node:assert/strict';
import { present } from '../../../../src/app/errors/present';
import type { ErrorAction } from '../../../../src/app/errors/userError';

const systemError = (code: string, more: object = {}): Error =>
  Object.assign(new Error(`${code}: as the system words it`), { code, ...more });

describe('Words for what the disk says', () => {
  it('say that it is full, and of which file where that is known', () => {
    assert.equal(present(systemError('ENOSPC'))?.message, 'The disk is full. Free some space, then try again.');
    const message = present(systemError('EDQUOT', { path: '/数据/a.json' }))?.message ?? '';
    assert.match(message, /^The disk is full: \/数据\/a\.json cannot be written\./);
  });
  it('offer to try again where there is something to try', () => {
    const again: ErrorAction = { label: 'Resume', command: 'miniProgram.resumePublish', args: ['id'] };
    assert.deepEqual(present(systemError('ENOSPC'), { again })?.actions[0], again);
  });
  it('leave to others what is not of the disk', () => {
    for (const error of [systemError('ECONNRESET'), systemError('EACCES', { syscall: 'connect' }), new Error('x')])
      assert.match(present(error)?.message ?? '', /Something went wrong that should not/);
  });
  it('name what may not be written, and why', () => {
    const message = present(systemError('EROFS', { path: 'C:\\Users\\李\\a.json' }))?.message ?? '';
    assert.match(message, /^C:\\Users\\李\\a\.json may not be read or written \(EROFS\)\./);
  });
});
