import type { uploadActions } from '../../contract/actions/upload';
import { newObjectName } from '../ids';
import { Problem } from '../problem';
import type { TemporaryKeys } from '../cos/temporaryKeys';
import type { Handlers } from './handler';

/** The bucket that packages and pictures are uploaded to. */
export const bucket = 'tcmpp-sandbox-1250000000';
export const bucketRegion = 'ap-singapore';

export const uploadHandlers = (keys: TemporaryKeys): Handlers<keyof typeof uploadActions> => ({
  DescribeTempSecret4UploadFile2Cos(request, { state, random, now }) {
    if (!/^[\w-]{1,32}$/.test(request.BusinessName))
      throw new Problem('InvalidParameterValue', 'The value of parameter `BusinessName` is not valid.');
    if (!/^\.?[A-Za-z0-9]{1,10}$/.test(request.Suffix))
      throw new Problem('InvalidParameterValue', 'The value of parameter `Suffix` is not valid.');
    const suffix = request.Suffix.replace(/^\.?/, '.');
    const path = `${state.platformId}/${request.BusinessName}/${newObjectName(random)}${suffix}`;
    const key = keys.issue(`${bucket}/${path}`, now);
    return {
      Bucket: bucket,
      Region: bucketRegion,
      Path: path,
      TempSecretId: key.secretId,
      TempSecretKey: key.secretKey,
      Token: key.token,
      AccelerateEnable: 0,
    };
  },
});
