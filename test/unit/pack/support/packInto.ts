import { packFolder } from '../../../../src/pack/packFolder';
import { PackError } from '../../../../src/pack/packTypes';

/** `packInto.ts ROOT OUT`: packs a folder, and writes the problems that stopped it to the standard output, as JSON. */
async function main(root = '', outFile = ''): Promise<void> {
  const problems = await packFolder({ root, outFile, limits: {} }).then(
    () => [],
    (error: unknown) => {
      if (error instanceof PackError) return error.problems;
      throw error;
    },
  );
  process.stdout.write(JSON.stringify(problems));
}
void main(process.argv[2], process.argv[3]);
