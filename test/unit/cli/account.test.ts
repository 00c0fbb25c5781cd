import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { readAccount } from '../../../src/cli/account';
import { UsageError } from '../../../src/cli/exitCodes';

const read = (more: Readonly<Record<string, string>>): ReturnType<typeof readAccount> =>
  readAccount(
    {
      env: {
        MINI_PROGRAM_PLATFORM_ID: 'T1',
        MINI_PROGRAM_SECRET_ID: 'AKID1',
        MINI_PROGRAM_SECRET_KEY: 'key',
        MINI_PROGRAM_REGION: 'ap-singapore',
        ...more,
      },
      stdout: () => undefined,
      stderr: () => undefined,
      stdin: Readable.from([]),
      cwd: '/',
      onSignal: () => undefined,
    },
    false,
  );

describe('The account of the command line', () => {
  it('takes the addresses that a profile takes, https where no scheme is given', async () => {
    for (const [text, endpoint, environment] of [
      ['tcsas.example.com', 'https://tcsas.example.com', 'production'],
      ['https://tcsas.example.com/', 'https://tcsas.example.com', 'production'],
      ['http://127.0.0.1:8080', 'http://127.0.0.1:8080', 'sandbox'],
      ['http://127.0.0.2:8080', 'http://127.0.0.2:8080', 'sandbox'],
      ['http://localhost:8080', 'http://localhost:8080', 'sandbox'],
    ] as const) {
      const { profile } = await read({ MINI_PROGRAM_ENDPOINT: text });
      assert.deepEqual([profile.endpoint, profile.environment], [endpoint, environment]);
    }
  });
  it('refuses the others, names the variable and repeats no password', async () => {
    for (const [text, why] of [
      ['http://tcsas.example.com', /Use https/],
      ['https://me:secret@tcsas.example.com', /user name and password/],
      ['https://tcsas.example.com/path', /only the server: https:\/\/tcsas\.example\.com$/],
      ['https://', /Enter an address/],
      ['ftp://tcsas.example.com', /Enter an address/],
    ] as const)
      await assert.rejects(read({ MINI_PROGRAM_ENDPOINT: text }), (error: unknown) => {
        assert.ok(error instanceof UsageError);
        assert.match(error.message, /^MINI_PROGRAM_ENDPOINT: /);
        assert.match(error.message, why);
        assert.ok(!error.message.includes('secret@'));
        return true;
      });
  });
});
