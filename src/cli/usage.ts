import * as l10n from '@vscode/l10n';

/** Text of `--help`. */
export const usage = (): string => `${commands()}\n\n${uploadVariables()}`;

const commands = (): string =>
  l10n.t(`Usage: mini-program-publisher COMMAND

  pack DIR [--out FILE] [PACKING] [--since FILE] [--json]
      Checks and zips the mini program in DIR.
  check DIR [PACKING] [--since FILE] [--json]
      Says everything that is wrong with the package, as file:line:column: severity: text [rule],
      and writes nothing.
  publish DIR (--version X.Y.Z | --bump patch|minor|major) [--intro TEXT] [--until END]
          [--mnp-id ID] [--replace-preview] [--entry PATH] [--wait-minutes N] [--fresh | --create-again]
          [PACKING] [--json]
      Packs, uploads, creates the version, waits for the build, and goes on to END:
      uploaded, built (default), preview, submitted or released. An interrupted publish of the
      same folder and number is taken up where it stopped, unless --fresh is given. When it
      stopped because no answer came to its create, --create-again sends that once more.
      --intro is by default the subject of the last git commit. --wait-minutes is how long
      "released" waits for the approval (default 0).
  status [DIR] [--mnp-id ID] [--json]
      Says what is online, in review, in preview and in development, and what is unfinished.
  sandbox [--port N] [--seed empty|demo|large] [--state FILE] [--dialect tcsas|tcmpp]
          [--faults FILE]
      Runs an emulator of the platform on this machine; sandbox --help tells what can go wrong in it.
  --help, --version

PACKING, the same for pack, check and publish:
  --strict               warnings fail, too
  --allow-secrets        ships what looks like a secret
  --layout codeRoot|project   the code at the top of the zip (default), or the folder as it is
  --limit NAME=KB|none   instead of the platform's limit of main, subPackage, independent or total
  --pre-package SCRIPT   runs this npm script of DIR first

--json prints one document to standard output; everything else goes to standard error. --since
compares with the document of an earlier run. --state DIR keeps journals and locks there.
Nothing is ever asked.

Environment:
  MINI_PROGRAM_PLATFORM_ID, MINI_PROGRAM_SECRET_ID, MINI_PROGRAM_REGION   required
  MINI_PROGRAM_SECRET_KEY   required, or the first line of standard input with --secret-stdin
  MINI_PROGRAM_TOKEN        session token of temporary credentials
  MINI_PROGRAM_DIALECT      tcsas (default) or tcmpp
  MINI_PROGRAM_ENDPOINT     default: the endpoint of the dialect
  MINI_PROGRAM_ENVIRONMENT  production (default), staging or sandbox
  MINI_PROGRAM_BUSINESS_NAME  BusinessName of the upload, default tcmpp
  MINI_PROGRAM_LOG          debug prints details to standard error
A secret is never taken from the command line.

Exit codes: 0 done, 1 unexpected failure, 2 wrong usage, 3 account (key, rights, plan),
4 folder, ID or version number, 5 refused by the platform, 6 network, 7 being published by another
process, 8 in review, 9 taken by the platform but not shown yet, 10 errors were found in the
folder (with --strict also warnings), 11 the script of --pre-package failed, 130 interrupted.`);

/** What chooses and opens an upload target. */
const uploadVariables = (): string =>
  l10n.t(`Where the package goes, from the environment only:
  MINI_PROGRAM_UPLOAD       platform (default), cos, smh or http; each with MINI_PROGRAM_UPLOAD_…
    cos   …BUCKET, …REGION, …SECRET_ID, …SECRET_KEY; if need be …TOKEN (session token), …ENDPOINT,
          …READING signed (default) or public, …PUBLIC_URL (a CDN), …PATH
    smh   …ENDPOINT (address of the library), …LIBRARY, if need be …SPACE and …PATH; and one of
          …LIBRARY_SECRET, …TOKEN (access token), …TOKEN_URL with …TOKEN (a service that gives
          tokens), or …SECRET_ID and …SECRET_KEY, with …CONTROL where it is not the international site
    http  …URL (template of the address to PUT to), and …USER with …PASSWORD, or …TOKEN (bearer),
          or …HEADER with …HEADER_VALUE; …PUBLIC_URL where the platform downloads: a template, a
          JSON pointer into the server's answer (/downloadUri), or Location
  Templates may hold {appId} {version} {fileName} {name} {suffix} {timestamp} {id} {sha256}.`);
