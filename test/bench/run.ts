import { messageOf } from '../../src/base/errors';

/**
 * `npm run bench [-- [SUBJECT] [options]]`: without a subject packing is measured, `--quick` on small trees. `activation`
 * and `large` measure the extension in VS Code (editorBench.ts). `--only SUBJECT` is the same as SUBJECT.
 */
async function main(argv: readonly string[]): Promise<void> {
  const given = argv.filter((arg) => arg !== '--only');
  const [first = ''] = given;
  const subject = first === '' || first.startsWith('-') ? 'packing' : first;
  const rest = subject === first ? given.slice(1) : given;
  if (subject !== 'packing') return (await import('./editorBench')).benchEditor(subject, rest);
  const { benchPacking } = await import('./packing');
  process.exitCode = await benchPacking({ quick: rest.includes('--quick') || rest.includes('--small') });
}
main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 2;
});
