import assert from 'node:assert/strict';
import { present } from '../../../src/app/errors/present';
import type { QrModel } from '../../../src/app/panels';
import type { Ui } from '../../../src/app/ports';
import { doctorReport, plainReport } from '../../../src/app/doctor/report';
import { escapeMarkdown } from '../../../src/app/tree/markdown';
import type { Presentation } from '../../../src/app/tree/node';
import { Redactor } from '../../../src/base/redact';
import { runCli } from '../../../src/cli/runCli';
import { ApiError, TransportError } from '../../../src/client/errors';
import { UploadError } from '../../../src/upload/upload';
import { createLog } from '../../../src/vscode/log';
import { redactedRow } from '../../../src/vscode/tree/redactedRow';
import { cleanUi } from '../../../src/vscode/ui/cleanUi';
import { qrView } from '../../../src/vscode/webviews/qrView';
import { longestLeft, randomSecret, seeded, writings } from '../../support/secretWriting';
import { Readable } from 'node:stream';

/** Somewhere that text goes to; answers everything that came out at the other end. */
type Sink = (text: string, redactor: Redactor) => unknown;

const row = (text: string): Presentation => ({
  id: 'r',
  label: text,
  description: text,
  tokens: ['failure'],
  collapsible: 'none',
  accessibleLabel: text,
  hasTooltip: false,
});
const qr = (text: string): QrModel => ({
  key: 'k',
  programName: text,
  mnpId: 'mp1',
  version: '1.0.0',
  environment: 'staging',
  entryPath: `pages/a?x=${text}`,
  imageDataUri: 'data:image/png;base64,AAAA',
  link: `https://example.com/qr?x=${text}`,
  readAt: 0,
  refresh: () => Promise.reject(new Error('not asked')),
});
/** Windows that keep what they are given to show. */
function throughWindows(show: (ui: Ui, text: string) => unknown): Sink {
  return async (text, redactor) => {
    const shown: unknown[] = [];
    const keep = (...texts: unknown[]): Promise<never> => {
      shown.push(...texts);
      return Promise.resolve(undefined as never);
    };
    const windows: Partial<Ui> = {
      pick: keep,
      input: (options) => keep(options, options.validate?.('x')),
      confirm: keep,
      say: (_kind, message, actions) => void keep(message, actions),
      showText: keep,
      withProgress: (title, work) => {
        shown.push(title);
        return work({ signal: new AbortController().signal, report: (progress) => void keep(progress) });
      },
    };
    await show(
      cleanUi(windows as Ui, (part) => redactor.redact(part)),
      text,
    );
    return shown;
  };
}
const presented = (error: Error, redactor: Redactor): unknown => {
  const lines: string[] = [];
  const write = (line: string): number => lines.push(line);
  const log = createLog({ debug: write, info: write, warn: write, error: write } as never, redactor);
  const words = present(error);
  log.error(words?.details ?? '');
  return [lines, redactor.redact(words?.message ?? '')];
};

/** Pages make one line of many, after which nobody can tell a broken Base64 text from words. */
const pages = new Set(['Markdown page', 'tooltip of a row']);
const sinks: Readonly<Record<string, Sink>> = {
  log: (text, redactor) => {
    const lines: string[] = [];
    const write = (line: string): number => lines.push(line);
    const log = createLog({ debug: write, info: write, warn: write, error: write } as never, redactor);
    for (const level of ['debug', 'info', 'warn', 'error'] as const) log[level](text);
    return lines;
  },
  notification: throughWindows((ui, text) => ui.say('error', text, [{ label: text, run: () => undefined }])),
  progress: throughWindows((ui, text) =>
    ui.withProgress(text, (progress) => {
      progress.report({ message: text });
      return Promise.resolve();
    }),
  ),
  question: throughWindows((ui, text) => ui.confirm({ message: text, detail: text, confirm: text, reason: 'secrets' })),
  picker: throughWindows((ui, text) =>
    ui.pick({ title: text, placeholder: text, items: [{ label: text, description: text, detail: text, value: 1 }] }),
  ),
  'input box': throughWindows((ui, text) =>
    ui.input({ title: text, prompt: text, placeholder: text, validate: () => text }),
  ),
  'text document': throughWindows((ui, text) => ui.showText(text, JSON.stringify({ text }), 'json')),
  'Markdown page': throughWindows((ui, text) => ui.showText('t', escapeMarkdown(text), 'markdown')),
  'tree row': (text, redactor) => redactedRow(row(text), (part) => redactor.redact(part)),
  'tooltip of a row': (text, redactor) => redactor.redact(escapeMarkdown(text)),
  'QR page': (text, redactor) => qrView(qr(text), (part) => redactor.redact(part)),
  'error of the platform': (text, redactor) => presented(new ApiError('DescribeMNP', 'Unknown', text, text), redactor),
  'error of the network': (text, redactor) =>
    presented(new TransportError('DescribeMNP', 'notPlatform', 'host', text), redactor),
  'error of the store': (text, redactor) => presented(new UploadError('denied', 'host', text, text), redactor),
  'connection report': (text, redactor) => {
    const findings = [
      { verdict: 'bad', title: 'Key', text: redactor.redact(text), fix: redactor.redact(text) },
    ] as const;
    return [doctorReport({ at: 0, findings }), plainReport({ at: 0, findings })];
  },
};

describe('No secret comes out of', () => {
  const seed = Number(process.env['REDACT_SEED'] ?? 4);
  for (const [name, sink] of Object.entries(sinks)) {
    it(`${name}, however it is written`, async () => {
      const random = seeded(seed);
      for (const [form, write] of Object.entries(writings)) {
        if (pages.has(name) && form.includes('in lines')) continue;
        for (let round = 0; round < 4; round++) {
          const secret = randomSecret(random);
          const redactor = new Redactor();
          redactor.remember(secret);
          const written = write(secret);
          const out = strings(await sink(`because ${written} was refused`, redactor)).join('\n');
          const own = form === 'base64 within' ? written.slice(5, -7) : written;
          const left = longestLeft(out, own, 8) ?? longestLeft(out, escapeMarkdown(own), 10);
          assert.equal(left, undefined, `seed ${seed}, ${form}: ${JSON.stringify(secret)} in ${out}`);
          assert.ok(out.includes('•••'), `${form}: ${out}`);
        }
      }
    });
  }
  it('the command line', async () => {
    const random = seeded(seed);
    for (let round = 0; round < 10; round++) {
      const secret = `k${randomSecret(random).replaceAll(/\s/g, '')}`;
      const printed: string[] = [];
      const print = (text: string): number => printed.push(text);
      await runCli([secret], {
        stdout: print,
        stderr: print,
        env: { MINI_PROGRAM_SECRET_KEY: secret },
        cwd: '/',
        stdin: Readable.from([]),
        onSignal: () => undefined,
      });
      assert.ok(printed.length > 0);
      assert.equal(longestLeft(printed.join('\n'), secret, 6), undefined, printed.join('\n'));
    }
  });
});

it('a redacted row keeps its identity', () => {
  const redactor = new Redactor();
  redactor.remember('hJ3kQ9pTtXw2');
  const { id, label } = redactedRow({ ...row('Rejected hJ3kQ9pTtXw2'), id: 'hJ3kQ9pTtXw2' }, (text) =>
    redactor.redact(text),
  );
  assert.deepEqual([id, label], ['hJ3kQ9pTtXw2', 'Rejected •••']);
});

/** Every text within a value. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(strings);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}
