import type { TemporaryKeys } from '../cos/temporaryKeys';
import type { PresetKeys } from '../presetKeys';
import { applicationHandlers } from './application';
import { approvalHandlers } from './approval';
import { domainHandlers } from './domain';
import type { Handlers } from './handler';
import { miniProgramHandlers } from './miniProgram';
import { sensitiveApiHandlers } from './sensitiveApi';
import { teamHandlers } from './team';
import { uploadHandlers } from './upload';
import { userHandlers } from './user';
import { versionHandlers } from './version';

/** Every core action of the platform. An action without an entry does not compile. */
export const createHandlers = (keys: TemporaryKeys, presetKeys: PresetKeys): Handlers => ({
  ...miniProgramHandlers,
  ...versionHandlers,
  ...approvalHandlers,
  ...applicationHandlers,
  ...teamHandlers,
  ...userHandlers(presetKeys),
  ...domainHandlers,
  ...sensitiveApiHandlers,
  ...uploadHandlers(keys),
});
