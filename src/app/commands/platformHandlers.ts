import type { CommandHandlers } from '../services';
import type { CommandContext } from './context';
import { lazily } from './lazily';

/** The commands of the Platform view; their code is loaded when one of them runs. */
export const platformHandlers = (context: CommandContext) =>
  ({
    ...lazily(
      [
        'miniProgram.refreshPlatform',
        'miniProgram.searchPlatform',
        'miniProgram.clearPlatformSearch',
        'miniProgram.loadMorePlatform',
        'miniProgram.retryPlatform',
        'miniProgram.copyPlatformId',
      ],
      async () => (await import('./platform')).platformCommands(context),
    ),
    ...lazily(
      [
        'miniProgram.createSuperApp',
        'miniProgram.showSuperApp',
        'miniProgram.editSuperApp',
        'miniProgram.deleteSuperApp',
        'miniProgram.downloadConfigFile',
      ],
      async () => (await import('./superApps')).superAppCommands(context),
    ),
    ...lazily(
      [
        'miniProgram.addSensitiveApi',
        'miniProgram.openSensitiveApi',
        'miniProgram.restrictSensitiveApi',
        'miniProgram.deleteSensitiveApi',
      ],
      async () => (await import('./sensitiveApis')).sensitiveApiCommands(context),
    ),
    ...lazily(
      [
        'miniProgram.createTeam',
        'miniProgram.showTeam',
        'miniProgram.renameTeam',
        'miniProgram.changeTeamAdministrator',
        'miniProgram.deleteTeam',
      ],
      async () => (await import('./teams')).teamCommands(context),
    ),
    ...lazily(['miniProgram.addTeamMember', 'miniProgram.changeMemberRole', 'miniProgram.removeTeamMember'], async () =>
      (await import('./teamMembers')).teamMemberCommands(context),
    ),
    ...lazily(
      ['miniProgram.addUsers', 'miniProgram.showUser', 'miniProgram.editUser', 'miniProgram.deleteUser'],
      async () => (await import('./users')).userCommands(context),
    ),
    ...lazily(
      ['miniProgram.addGlobalDomains', 'miniProgram.editGlobalDomain', 'miniProgram.removeGlobalDomain'],
      async () => (await import('./globalDomains')).globalDomainCommands(context),
    ),
  }) satisfies Partial<CommandHandlers>;
