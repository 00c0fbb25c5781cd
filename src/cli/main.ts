import { runCli } from './runCli';

const exitCode = runCli(process.argv.slice(2), {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  env: process.env,
  cwd: process.cwd(),
  stdin: process.stdin,
  onSignal: (listener) => {
    process.once('SIGINT', listener);
    process.once('SIGTERM', listener);
  },
});
void exitCode.then((code) => {
  // Not process.exit: what is still to be written to a pipe must arrive.
  process.exitCode = code;
});
