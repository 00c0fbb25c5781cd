import assert from 'node:assert/strict';
import { mayHaveHappened } from '../../../../src/app/publish/unanswered';
import { ApiError } from '../../../../src/client/errors';

describe('a change without a good answer', () => {
  const refused = (code: string): ApiError => new ApiError('CreateMNPVersion', code, 'no', 'r-1');

  it('may have happened when the platform failed in the middle', () => {
    assert.equal(mayHaveHappened(refused('InternalError')), true);
  });
  for (const code of ['RequestLimitExceeded', 'RequestLimitExceeded.UinLimitExceeded'])
    it(`has not happened when there were too many requests (${code})`, () => {
      assert.equal(mayHaveHappened(refused(code)), false);
    });
});
