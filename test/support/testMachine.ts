import type { Machine, ProxySettings } from '../../src/app/doctor/machine';
import { probe } from '../../src/disk/probe';

export const noProxy: ProxySettings = {
  address: '',
  support: 'override',
  exceptions: [],
  checksCertificates: true,
  environment: {},
};
/** The real network and disk, without what VS Code knows. */
export const testMachine = (proxy: ProxySettings = noProxy): Machine => ({
  ...probe,
  versions: () => [['mini-program-publisher', '0.0.0']],
  proxy: () => proxy,
});
