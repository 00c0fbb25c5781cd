import { setFlagsFromString } from 'node:v8';
import { exitCodes } from './exitCodes';
import { runCli } from './runCli';

// A short run is over before optimised code has paid for its making: a real project is checked with a third less CPU.
if (process.argv[2] !== 'sandbox') setFlagsFromString('--no-opt');

let isLost = false;
/** A reader that has gone (`| head`) must not stop a publish; a full disk must not look like success. */
for (const stream of [process.stdout, process.stderr])
  stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE' && stream === process.stdout) {
      isLost = true;
      process.exitCode = exitCodes.unexpected;
    }
  });

const exitCode = runCli(process.argv.slice(2), {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  env: process.env,
  cwd: process.cwd(),
  stdin: process.stdin,
  // Once: whoever presses Ctrl-C again wants it to end at once.
  onSignal: (listener) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, listener);
  },
});
void exitCode.then((code) => {
  // Not process.exit: what is still to be written to a pipe must arrive.
  if (!isLost) process.exitCode = code;
});
