import { runSandboxCli } from '../../../../src/sandbox/cliMain';

/** The command as a process of its own. */
void runSandboxCli(process.argv.slice(2), {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  env: process.env,
  stdin: process.stdin,
  onSignal: (listener) => {
    process.once('SIGTERM', listener);
    process.once('SIGINT', listener);
  },
}).then((code) => (process.exitCode = code));
