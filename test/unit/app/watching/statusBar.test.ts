import assert from 'node:assert/strict';
import type { Profile } from '../../../../src/app/profile';
import { statusView } from '../../../../src/app/status/view';

const profile: Profile = {
  id: 'p',
  name: 'Team',
  environment: 'staging',
  dialect: 'tcsas',
  endpoint: 'https://platform.example',
  region: 'r',
  platformId: 'T1',
  secretId: 'AKIDexample',
  uploadTarget: { kind: 'platform' },
};

describe('the status bar item of a program with a watched version', () => {
  const tooltip = (watched?: readonly string[]): string =>
    statusView({ mnpId: 'mp1', profile, facts: undefined, error: undefined, activity: undefined, watched, now: 0 })
      .tooltip;

  it('says which versions are watched, and nothing when there is none', () => {
    assert.match(tooltip(['1.4.2']), /You will be told when 1\.4\.2 is approved or rejected/);
    assert.doesNotMatch(tooltip([]), /told/);
    assert.doesNotMatch(tooltip(), /told/);
  });
});
