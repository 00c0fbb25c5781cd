import type { domainActions } from '../../contract/actions/domain';
import type { Handlers } from './handler';

export const domainHandlers: Handlers<keyof typeof domainActions> = {
  DescribeMNPDomainACL: 'notEmulated',
  CreateMNPDomainACL: 'notEmulated',
  ModifyMNPDomain: 'notEmulated',
  DescribeGlobalDomainACL: 'notEmulated',
  CreateGlobalDomainACL: 'notEmulated',
  ModifyGlobalDomain: 'notEmulated',
  DeleteGlobalDomain: 'notEmulated',
};
