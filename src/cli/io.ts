import type { Readable } from 'node:stream';

/** The world of the command line, passed in so that tests can run it in their own process. */
export interface CliIo {
  /** Results: what a script reads. */
  readonly stdout: (text: string) => void;
  /** Progress and errors: what a person reads. */
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdin: Readable;
  /** Remembers a secret so that it is never printed; `runCli` sets it. */
  readonly remember?: (secret: string) => void;
  /** Takes out what was remembered, for what is written to a file; `runCli` sets it. */
  readonly redact?: (text: string) => string;
  /** Calls back when the process is asked to end (SIGTERM, SIGINT). */
  readonly onSignal: (listener: () => void) => void;
}
