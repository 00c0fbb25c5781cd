import { systemClock } from '../../src/base/clock';
import { silentLog } from '../../src/base/log';
import { createHttpUploader } from '../../src/upload/httpTarget';

/**
 * Uploads files one after another, as the product does, and prints one line of JSON on the last: milliseconds in all and of the
 * processor, and peak memory of the process in megabytes.
 */
async function main([uploadUrl = '', user = '', password = '', ...files]: readonly string[]): Promise<void> {
  const upload = createHttpUploader({
    clock: systemClock,
    log: silentLog,
    uploadUrl,
    auth: () => Promise.resolve({ kind: 'basic', user, password }),
  });
  const large = files.pop() ?? '';
  for (const file of files) await upload({ file, suffix: '.zip' });
  const started = performance.now();
  const before = process.cpuUsage();
  const { bytes } = await upload({ file: large, suffix: '.zip' });
  const ms = performance.now() - started;
  const { user: inUs, system } = process.cpuUsage(before);
  const cpu = (inUs + system) / 1000;
  process.stdout.write(`${JSON.stringify({ ms, cpu, bytes, peak: process.resourceUsage().maxRSS / 1024 })}\n`);
}
void main(process.argv.slice(2));
