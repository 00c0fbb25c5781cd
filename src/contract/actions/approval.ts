import { action } from '../action';
import { arr, bool, int, obj, only, opt, str } from '../shape';

export const approvalActions = {
  CreateMNPApproval: action({
    summary: 'Submit a version for approval, or withdraw the request.',
    effect: 'create',
    request: {
      MNPVersionId: int,
      ApplyAction: str,
      PlatformId: str,
    },
    reply: obj({
      Result: bool,
      ApprovalNo: only('tcsas', str),
    }),
    errors: [
      'FailedOperation',
      'FailedOperation.ExistMNPApprovalRecord',
      'FailedOperation.MNPTeamAssociatedApplicationTeamNotCreateApplication',
      'FailedOperation.MNPTeamNotAssociatedApplicationTeam',
      'FailedOperation.PackageAlreadyExpired',
      'InternalError',
      'InvalidParameter',
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidApplyAction',
      'InvalidParameterValue.InvalidPlatformId',
      'InvalidParameterValue.MNPApprovalStatusError',
      'InvalidParameterValue.MNPVersionIsNotPlatformPhase',
      'MissingParameter',
    ],
  }),
  DescribeMNPApprovalList: action({
    summary: 'List version approval requests, filtered and paged.',
    effect: 'read',
    paged: true,
    request: {
      Offset: int,
      Limit: int,
      PlatformId: str,
      ApprovalStatusList: opt(arr(int)),
      Keyword: opt(str),
      ApplicationId: opt(str),
      TeamId: opt(str),
    },
    reply: obj({
      TotalCount: int,
      DataList: arr(
        obj({
          ApprovalNo: str,
          ApplicationId: str,
          ApprovalStatus: int,
          MNPId: str,
          MNPVersion: str,
          MNPVersionId: int,
          ApplyUser: str,
          ApplyTime: str,
          MNPName: str,
          MNPIcon: str,
          ApplicationName: str,
          ApplicationLogo: str,
          TeamId: str,
          TeamName: str,
          MNPQrCodeUrl: str,
          MNPType: str,
          ApprovalUser: str,
          ApprovalTime: str,
          ApprovalNote: str,
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
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidPlatformId',
      'InvalidParameterValue.QueryParameterLengthExceedLimit',
    ],
  }),
  ProcessMNPApproval: action({
    summary: 'Approve or reject a version for each application.',
    effect: 'update',
    request: {
      ApprovalNo: str,
      PlatformId: str,
      ApprovalItems: arr(
        obj({
          AppId: str,
          ApprovalResult: int,
          ApprovalNote: opt(str),
        }),
      ),
    },
    reply: obj({
      Result: bool,
    }),
    errors: [
      'FailedOperation.PackageAlreadyExpired',
      'InternalError',
      'InvalidParameter',
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidApprovalNo',
      'InvalidParameterValue.InvalidApprovalNote',
      'InvalidParameterValue.InvalidPlatformId',
      'InvalidParameterValue.ProcessApplicationAndApprovalApplicationMismatch',
      'InvalidParameterValue.ProcessApprovalItemIsEmpty',
      'InvalidParameterValue.ProcessMNPApprovalStatusError',
      'MissingParameter',
    ],
  }),
} as const;
