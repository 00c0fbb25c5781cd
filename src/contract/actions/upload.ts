import { action } from '../action';
import { int, obj, only, str } from '../shape';

export const uploadActions = {
  DescribeTempSecret4UploadFile2Cos: action({
    summary: 'Get temporary COS credentials and a path to upload to.',
    effect: 'read',
    request: {
      BusinessName: str,
      Suffix: str,
      PlatformId: only('tcsas', str),
    },
    reply: obj({
      Bucket: str,
      Region: str,
      Path: str,
      TempSecretId: str,
      TempSecretKey: str,
      Token: str,
      AccelerateEnable: only('tcsas', int),
    }),
    errors: [
      'FailedOperation.LoginAuthFailed',
      'FailedOperation.RequestParamAnalysisFailed',
      'FailedOperation.SystemError',
      'InvalidParameter',
      'InvalidParameterValue',
      'InvalidParameterValue.InvalidTeamId',
      'MissingParameter.LoginInfoNotFound',
    ],
  }),
} as const;
