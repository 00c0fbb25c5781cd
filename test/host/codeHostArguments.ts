import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `code` is started with, as far as the stand-in heeds it. Flags it does not know are ignored, as its caller expects. */
export interface CodeArguments {
  readonly target: string | undefined;
  readonly extensionDevelopmentPath: string | undefined;
  readonly extensionTestsPath: string | undefined;
  readonly userData: string | undefined;
  readonly extensions: string | undefined;
  readonly locale: string | undefined;
  readonly remoteDebuggingPort: string | undefined;
  readonly proposedApi: string | undefined;
  /** Pairs for the window's payload. */
  readonly payload: readonly (readonly [string, string])[];
}

// Options whose value may be the next argument; any other `--name` without `=` is a switch.
const TAKES_VALUE = new Set([
  ...[
    'user-data-dir',
    'extensions-dir',
    'extensionDevelopmentPath',
    'extensionTestsPath',
    'folder-uri',
    'file-uri',
    'locale',
    'log',
  ],
  ...[
    'remote-debugging-port',
    'inspect-extensions',
    'inspect-brk-extensions',
    'enable-proposed-api',
    'profile',
    'disable-extension',
    'timeout',
  ],
]);

/** Reads the arguments that @vscode/test-electron and launch configurations give to `code`. */
export function parseCodeArguments(argv: readonly string[]): CodeArguments {
  const options = new Map<string, string>();
  const paths: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? '';
    const [, name, attached] = /^--([\w-]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (name === undefined) {
      paths.push(argument);
      continue;
    }
    const next = argv[i + 1];
    const detached = attached === undefined && TAKES_VALUE.has(name) && next !== undefined && !next.startsWith('--');
    if (detached) i++;
    options.set(name, (detached ? next : attached) ?? '');
  }
  return fromOptions(options, paths);
}

function fromOptions(options: ReadonlyMap<string, string>, paths: readonly string[]): CodeArguments {
  const value = (name: string): string | undefined => options.get(name) || undefined;
  const file = (name: string): string | undefined => asPath(value(name));
  const payload: [string, string][] = [];
  for (const [option, key] of [
    ['inspect-extensions', 'inspect-extensions'],
    ['inspect-brk-extensions', 'inspect-brk-extensions'],
    ['log', 'logLevel'],
  ] as const) {
    const given = value(option);
    if (given) payload.push([key, given]);
  }
  return {
    target: file('folder-uri') ?? asPath(paths[0]),
    extensionDevelopmentPath: file('extensionDevelopmentPath'),
    extensionTestsPath: file('extensionTestsPath'),
    userData: file('user-data-dir'),
    extensions: file('extensions-dir'),
    locale: value('locale'),
    remoteDebuggingPort: value('remote-debugging-port'),
    proposedApi: value('enable-proposed-api'),
    payload,
  };
}

function asPath(given: string | undefined): string | undefined {
  if (!given) return undefined;
  return path.resolve(given.startsWith('file://') ? fileURLToPath(given) : given);
}
