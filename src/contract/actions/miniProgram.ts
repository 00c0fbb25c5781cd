import { action } from '../action';
import { arr, bool, int, obj, only, opt, str } from '../shape';

export const miniProgramActions = {
  DescribeMNPList: action({
    summary: 'List mini programs, filtered and paged.',
    effect: 'read',
    paged: true,
    request: {
      Offset: int,
      Limit: int,
      PlatformId: str,
      Keyword: opt(str),
      TeamId: opt(str),
      ApplicationId: opt(str),
    },
    reply: obj({
      TotalCount: int,
      DataList: arr(
        obj({
          MNPId: str,
          MNPIcon: str,
          MNPName: str,
          TeamName: str,
          MNPType: str,
          Status: int,
          MNPIntro: str,
          CreateUser: str,
          CreateTime: str,
          UpdateUser: str,
          UpdateTime: str,
          ApplicationName: str,
          EffectStatus: int,
          EffectMNPVersionId: int,
          EffectMNPVersion: str,
          TeamId: only('tcsas', str),
          TeamTypeId: only('tcsas', int),
          AgeRatings: only(
            'tcsas',
            arr(
              obj({
                StandardId: str,
                AgeRating: int,
                Label: str,
              }),
            ),
          ),
        }),
      ),
    }),
    errors: [
      'FailedOperation',
      'FailedOperation.PackageAlreadyExpired',
      'InternalError',
      'InvalidParameter',
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidPlatformId',
    ],
  }),
  DescribeMNP: action({
    summary: 'Show one mini program.',
    effect: 'read',
    request: {
      MNPId: str,
      PlatformId: str,
    },
    reply: obj({
      MNPType: str,
      MNPId: str,
      MNPName: str,
      MNPIcon: str,
      MNPIntro: str,
      MNPDesc: str,
      CreateTime: str,
      CreateUser: str,
      AccessStatus: int,
      TeamName: str,
      TeamId: str,
      Status: int,
      I18nList: only(
        'tcsas',
        arr(
          obj({
            ID: int,
            Lang: str,
            IsDefault: int,
            MNPName: str,
            MNPIntro: str,
          }),
        ),
      ),
      TeamTypeId: only('tcsas', int),
      AgeRatings: only(
        'tcsas',
        arr(
          obj({
            StandardId: str,
            AgeRating: int,
            Label: str,
          }),
        ),
      ),
      MerchantId: only('tcsas', str),
    }),
    errors: [
      'FailedOperation',
      'FailedOperation.PackageAlreadyExpired',
      'InternalError',
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidMNPId',
      'InvalidParameterValue.InvalidPlatformId',
    ],
  }),
  CreateMNP: action({
    summary: 'Register a new mini program.',
    effect: 'create',
    request: {
      MNPType: str,
      MNPName: str,
      MNPIcon: str,
      MNPIntro: str,
      MNPDesc: str,
      PlatformId: str,
      TeamId: opt(str),
      I18nList: only(
        'tcsas',
        opt(
          arr(
            obj({
              Lang: opt(str),
              IsDefault: opt(int),
              MNPName: opt(str),
              MNPIntro: opt(str),
            }),
          ),
        ),
      ),
      AgeRatings: only(
        'tcsas',
        opt(
          arr(
            obj({
              StandardId: opt(str),
              AgeRating: opt(int),
            }),
          ),
        ),
      ),
    },
    reply: obj({
      ResourceId: str,
    }),
    errors: [
      'FailedOperation',
      'FailedOperation.MNPNumberExceedLimit',
      'FailedOperation.OperationsTeamNoMiniProgramPermission',
      'InternalError',
      'InvalidParameter',
      'InvalidParameterValue',
      'InvalidParameterValue.AgeRatingExceedSupperAppLimit',
      'InvalidParameterValue.DuplicateAgeRatingStandard',
      'InvalidParameterValue.InvalidAgeRatingStandard',
      'InvalidParameterValue.InvalidMNPI18NLang',
      'InvalidParameterValue.InvalidMNPIcon',
      'InvalidParameterValue.InvalidMNPIntro',
      'InvalidParameterValue.InvalidMNPName',
      'InvalidParameterValue.InvalidMNPType',
      'InvalidParameterValue.InvalidPlatformId',
      'InvalidParameterValue.MNPTypeNumberExceedLimit',
      'InvalidParameterValue.MiniProgramNameAlreadyExist',
      'MissingParameter',
    ],
  }),
  ModifyMNP: action({
    summary: "Change a mini program's name, icon, category or texts.",
    effect: 'update',
    request: {
      MNPType: str,
      MNPName: str,
      MNPIntro: str,
      MNPDesc: str,
      MNPId: str,
      PlatformId: str,
      MNPIcon: opt(str),
      I18nList: only(
        'tcsas',
        opt(
          arr(
            obj({
              Lang: opt(str),
              IsDefault: opt(int),
              MNPName: opt(str),
              MNPIntro: opt(str),
            }),
          ),
        ),
      ),
      AgeRatings: only(
        'tcsas',
        opt(
          arr(
            obj({
              StandardId: opt(str),
              AgeRating: opt(int),
            }),
          ),
        ),
      ),
    },
    reply: obj({
      ResourceId: int,
    }),
    errors: [
      'FailedOperation',
      'FailedOperation.MiniProgramIconAnalysisFailed',
      'FailedOperation.PackageAlreadyExpired',
      'InvalidParameter',
      'InvalidParameterValue',
      'InvalidParameterValue.AgeRatingExceedSupperAppLimit',
      'InvalidParameterValue.DuplicateAgeRatingStandard',
      'InvalidParameterValue.InvalidAgeRatingStandard',
      'InvalidParameterValue.InvalidMNPI18NLang',
      'InvalidParameterValue.InvalidMNPId',
      'InvalidParameterValue.InvalidMNPName',
      'InvalidParameterValue.InvalidMNPType',
      'InvalidParameterValue.InvalidPlatformId',
      'InvalidParameterValue.MNPTypeNumberExceedLimit',
      'InvalidParameterValue.MiniProgramNameAlreadyExist',
    ],
  }),
  DeleteMNP: action({
    summary: 'Delete a mini program.',
    effect: 'delete',
    request: {
      MNPId: str,
      PlatformId: str,
    },
    reply: obj({
      Result: bool,
    }),
    errors: [
      'FailedOperation',
      'FailedOperation.PackageAlreadyExpired',
      'InternalError',
      'InvalidParameter',
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidMNPId',
      'InvalidParameterValue.InvalidPlatformId',
    ],
  }),
  RemoveMNP: action({
    summary: 'Take a mini program offline.',
    effect: 'withdraw',
    request: {
      MNPId: str,
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
      'InvalidParameter',
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidMNPId',
      'InvalidParameterValue.InvalidPlatformId',
    ],
  }),
  DescribeMNPCategory: action({
    summary: 'List the categories a mini program can have.',
    effect: 'read',
    request: {
      PlatformId: str,
    },
    reply: arr(
      obj({
        TypeName: str,
        TypeValue: arr(str),
        TypeId: int,
        CreateTime: int,
        CreateUser: str,
        IsSystem: bool,
      }),
    ),
    errors: [
      'FailedOperation',
      'FailedOperation.PackageAlreadyExpired',
      'InternalError',
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidPlatformId',
    ],
  }),
} as const;
