/** Uploads one file in parts, as a process of its own that somebody may kill: `killedChild.ts kind url folder file secretId secretKey id`. */
import { systemClock } from '../../../../src/base/clock';
import { silentLog } from '../../../../src/base/log';
import { describeLibrarySecret } from '../../../../src/client/mediaLibraries';
import { createCosUploader } from '../../../../src/upload/cosTarget';
import { createResumeFolder } from '../../../../src/upload/resume';
import { createSmhUploader } from '../../../../src/upload/smhTarget';

const [kind = '', url = '', folder = '', file = '', secretId = '', secretKey = '', id = ''] = process.argv.slice(2);
const mebibyte = 1024 * 1024;
const effects = { clock: systemClock, log: silentLog };
const parts = { partsFrom: mebibyte, partBytes: mebibyte, parallel: 2, resume: createResumeFolder(folder) };
const credentials = () => Promise.resolve({ secretId, secretKey });
const uploader =
  kind === 'cos'
    ? createCosUploader({
        ...effects,
        ...parts,
        bucket: id,
        region: 'ap-singapore',
        endpoint: `${url}/cos/${id}`,
        credentials,
        reading: { kind: 'signed' },
      })
    : createSmhUploader({
        ...effects,
        ...parts,
        endpoint: url,
        libraryId: id,
        credential: {
          kind: 'secret',
          librarySecret: (signal) =>
            describeLibrarySecret({ endpoint: url, credentials, clock: systemClock }, id, signal),
        },
      });
const onProgress = (sent: number): void => void process.stdout.write(`sent ${sent}\n`);
void uploader({ file, suffix: '.zip', onProgress }).then((stored) => process.stdout.write(`url ${stored.url}\n`));
