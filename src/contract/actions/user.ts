import { action } from '../action';
import { arr, bool, int, obj, only, opt, str } from '../shape';

export const userActions = {
  DescribeUserList: action({
    summary: 'List users, filtered and paged.',
    effect: 'read',
    paged: true,
    request: {
      Offset: int,
      Limit: int,
      PlatformId: str,
      Keyword: opt(str),
      AccountType: opt(int),
      TeamId: opt(str),
    },
    reply: obj({
      TotalCount: int,
      DataList: arr(
        obj({
          UserId: str,
          UserAccount: str,
          Teams: only('tcmpp', str),
          AccountType: int,
          UserName: str,
          CreateTime: str,
          Status: int,
          TeamName: str,
        }),
      ),
    }),
    errors: [
      'FailedOperation',
      'FailedOperation.PackageAlreadyExpired',
      'InternalError',
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidAccountType',
      'InvalidParameterValue.InvalidPlatformId',
      'InvalidParameterValue.InvalidTeamId',
    ],
  }),
  DescribeUser: action({
    summary: 'Show one user.',
    effect: 'read',
    request: {
      UserId: str,
      PlatformId: str,
    },
    reply: obj({
      UserId: str,
      UserAccount: str,
      AccountType: int,
      UserName: str,
    }),
    errors: [
      'FailedOperation',
      'FailedOperation.PackageAlreadyExpired',
      'InternalError',
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidPlatformId',
      'InvalidParameterValue.InvalidUserId',
    ],
  }),
  CreateUser: action({
    summary: 'Create a platform user with an encrypted password.',
    effect: 'create',
    request: {
      UserAccount: str,
      UserName: str,
      AccountType: int,
      Password: str,
      KeyId: str,
      PlatformId: str,
    },
    reply: obj({
      ResourceId: str,
    }),
    errors: [
      'FailedOperation',
      'FailedOperation.GetOperateResourceFailed',
      'FailedOperation.PackageAlreadyExpired',
      'InternalError',
      'InvalidParameterValue',
      'InvalidParameterValue.ExistUserAccount',
      'InvalidParameterValue.InvalidPlatformId',
    ],
  }),
  ModifyUser: action({
    summary: "Change a user's name or account type.",
    effect: 'update',
    request: {
      UserId: str,
      UserName: str,
      AccountType: int,
      PlatformId: str,
      UserAccount: only('tcmpp', opt(str)),
    },
    reply: obj({
      Result: bool,
    }),
    errors: [
      'FailedOperation',
      'FailedOperation.PackageAlreadyExpired',
      'FailedOperation.UnableOperateAdminAccount',
      'InternalError',
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidAccountType',
      'InvalidParameterValue.InvalidPlatformId',
      'InvalidParameterValue.InvalidUserName',
    ],
  }),
  DeleteUser: action({
    summary: 'Delete a user.',
    effect: 'delete',
    request: {
      UserId: str,
      PlatformId: str,
    },
    reply: obj({
      Result: bool,
    }),
    errors: [
      'FailedOperation',
      'FailedOperation.PackageAlreadyExpired',
      'FailedOperation.UnableOperateAdminAccount',
      'InternalError',
      'InvalidParameter',
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidPlatformId',
      'InvalidParameterValue.InvalidUserId',
    ],
  }),
  DescribeRoleList: action({
    summary: 'List the roles a team member can have.',
    effect: 'read',
    paged: true,
    request: {
      Offset: int,
      Limit: int,
      PlatformId: str,
      Keyword: opt(str),
      TeamId: opt(str),
    },
    reply: obj({
      TotalCount: int,
      DataList: arr(
        obj({
          RoleId: int,
          RoleName: str,
          TeamName: str,
          CreateTime: str,
          RoleType: int,
        }),
      ),
    }),
    errors: [
      'FailedOperation',
      'FailedOperation.PackageAlreadyExpired',
      'InternalError',
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidPlatformId',
    ],
  }),
  CreatePresetKey: action({
    summary: 'Get an RSA public key for encrypting a password.',
    effect: 'read',
    request: {
      PlatformId: only('tcsas', str),
    },
    reply: obj({
      Key: str,
    }),
    errors: ['AuthFailure', 'FailedOperation', 'FailedOperation.LoginAuthFailed', 'MissingParameter.LoginInfoNotFound'],
  }),
} as const;
