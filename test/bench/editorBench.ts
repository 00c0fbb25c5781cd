import { messageOf } from '../../src/base/errors';
import { benchActivation } from './activation';
import { benchLarge } from './large';

/** What can be measured in VS Code; each answers the exit code: 0 within budget, 1 not. */
const subjects: Readonly<Record<string, (argv: readonly string[]) => Promise<number>>> = {
  activation: benchActivation,
  large: benchLarge,
};

/** `npm run bench -- SUBJECT [options]`; see EDITOR.md. Ends the process, with 2 when nothing could be measured. */
export async function benchEditor(subject: string, argv: readonly string[]): Promise<void> {
  const bench = subjects[subject];
  if (!bench) {
    process.stderr.write(
      `There is no bench "${subject}". Subjects: ${Object.keys(subjects).join(', ')}; none packs.\n`,
    );
    process.exit(2);
  }
  try {
    process.exit(await bench(argv));
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(2);
  }
}
