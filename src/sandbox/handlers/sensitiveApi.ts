import type { sensitiveApiActions } from '../../contract/actions/sensitiveApi';
import type { Handlers } from './handler';

export const sensitiveApiHandlers: Handlers<keyof typeof sensitiveApiActions> = {
  DescribeApplicationSensitiveAPIList: 'notEmulated',
  CreateApplicationSensitiveAPI: 'notEmulated',
  EnableApplicationSensitiveAPI: 'notEmulated',
  DisableApplicationSensitiveAPI: 'notEmulated',
  DeleteApplicationSensitiveAPI: 'notEmulated',
  DescribeMNPSensitiveAPIPermissionList: 'notEmulated',
  CreateMNPSensitiveAPIPermissionApproval: 'notEmulated',
  DescribeMNPSensitiveAPIPermissionApprovalList: 'notEmulated',
  DescribeMNPSensitiveAPIPermissionApproval: 'notEmulated',
  ProcessMNPSensitiveAPIPermissionApproval: 'notEmulated',
};
