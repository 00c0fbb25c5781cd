import { action } from '../action';
import { arr, bool, int, obj, opt, str } from '../shape';

export const domainActions = {
  DescribeMNPDomainACL: action({
    summary: 'Show the domains a mini program may contact.',
    effect: 'read',
    request: {
      MNPId: str,
      PlatformId: str,
    },
    reply: arr(
      obj({
        DomainUrl: str,
        DomainType: int,
      }),
    ),
    errors: [
      'FailedOperation',
      'FailedOperation.PackageAlreadyExpired',
      'InternalError',
      'InvalidParameter',
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidTeamId',
    ],
  }),
  CreateMNPDomainACL: action({
    summary: "Add domains to a mini program's settings.",
    effect: 'create',
    request: {
      MNPId: str,
      Domain: arr(
        obj({
          DomainUrlList: arr(str),
          DomainType: int,
        }),
      ),
      PlatformId: str,
    },
    reply: obj({
      Result: bool,
    }),
    errors: [
      'FailedOperation.ExistRepeatDomainUrl',
      'FailedOperation.GetOperateResourceFailed',
      'FailedOperation.PackageAlreadyExpired',
      'InternalError',
      'InvalidParameter',
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidTeamId',
    ],
  }),
  ModifyMNPDomain: action({
    summary: "Replace a mini program's domain settings.",
    effect: 'update',
    request: {
      MNPId: str,
      PlatformId: str,
      Domain: opt(
        arr(
          obj({
            // Left out to clear the domains of that type, as the published example does.
            DomainUrlList: opt(arr(str)),
            DomainType: int,
          }),
        ),
      ),
    },
    reply: obj({
      Result: bool,
    }),
    errors: [
      'FailedOperation.GetOperateResourceFailed',
      'FailedOperation.PackageAlreadyExpired',
      'InternalError',
      'InvalidParameter',
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidMNPId',
      'InvalidParameterValue.InvalidPlatformId',
    ],
  }),
  DescribeGlobalDomainACL: action({
    summary: 'List the platform-wide allowed and blocked domains.',
    effect: 'read',
    paged: true,
    request: {
      Offset: int,
      Limit: int,
      PlatformId: str,
      DomainTypes: opt(arr(int)),
      Keyword: opt(str),
    },
    reply: obj({
      TotalCount: int,
      DataList: arr(
        obj({
          DomainId: int,
          DomainUrl: str,
          DomainType: int,
          CreateUser: str,
          CreateTime: str,
          UpdateUser: str,
          UpdateTime: str,
        }),
      ),
    }),
    errors: [
      'FailedOperation',
      'FailedOperation.PackageAlreadyExpired',
      'InternalError',
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidPlatformId',
      'InvalidParameterValue.QueryParameterLengthExceedLimit',
    ],
  }),
  CreateGlobalDomainACL: action({
    summary: 'Add domains to the platform-wide allowlist or blocklist.',
    effect: 'create',
    request: {
      DomainUrlList: arr(str),
      DomainType: int,
      PlatformId: str,
    },
    reply: obj({
      Result: bool,
      RepeatUrls: arr(str),
      ExistsWhiteUrls: arr(str),
      ExistsBlackUrls: arr(str),
    }),
    errors: [
      'FailedOperation',
      'FailedOperation.GetOperateResourceFailed',
      'FailedOperation.PackageAlreadyExpired',
      'InternalError',
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidPlatformId',
    ],
  }),
  ModifyGlobalDomain: action({
    summary: 'Change the domain of one platform-wide rule.',
    effect: 'update',
    request: {
      DomainId: int,
      DomainUrl: str,
      PlatformId: str,
    },
    reply: obj({
      Result: int,
    }),
    errors: [
      'FailedOperation',
      'FailedOperation.GetOperateResourceFailed',
      'FailedOperation.PackageAlreadyExpired',
      'FailedOperation.RecordNotFound',
      'InternalError',
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidPlatformId',
    ],
  }),
  DeleteGlobalDomain: action({
    summary: 'Delete one platform-wide domain rule.',
    effect: 'delete',
    request: {
      DomainId: int,
      PlatformId: str,
    },
    reply: obj({
      Result: bool,
    }),
    errors: [
      'FailedOperation',
      'FailedOperation.PackageAlreadyExpired',
      'FailedOperation.RecordNotFound',
      'InternalError',
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidPlatformId',
    ],
  }),
} as const;
