import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const options = { maxBuffer: 1 << 28 };

/** Programs that other people open zips with. `test` verifies every checksum, `unpack` writes the files. */
export interface ZipTool {
  readonly name: string;
  readonly isThere: () => Promise<boolean>;
  readonly test: (zip: string) => Promise<unknown>;
  readonly unpack: (zip: string, folder: string) => Promise<unknown>;
}
const works = (program: string, ...args: string[]): Promise<boolean> =>
  run(program, args, options).then(
    () => true,
    () => false,
  );
const python = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[2]) as z:
    if sys.argv[1] == 'test':
        bad = z.testzip()
        if bad: sys.exit('bad: ' + bad)
    else:
        z.extractall(sys.argv[3])
`;
const inFolder = async (folder: string, program: string, args: string[]): Promise<unknown> => {
  await mkdir(folder, { recursive: true });
  return run(program, args, { ...options, cwd: folder });
};
export const zipTools: readonly ZipTool[] = [
  {
    name: 'Info-ZIP',
    isThere: () => works('unzip', '-v'),
    test: (zip) => run('unzip', ['-tq', zip], options),
    unpack: (zip, folder) => run('unzip', ['-q', '-o', zip, '-d', folder], options),
  },
  {
    name: 'Python zipfile',
    isThere: () => works('python3', '--version'),
    test: (zip) => run('python3', ['-c', python, 'test', zip], options),
    unpack: (zip, folder) => run('python3', ['-c', python, 'unpack', zip, folder], options),
  },
  {
    name: 'Java jar',
    isThere: () => works('jar', '--version'),
    test: (zip) => run('jar', ['tf', zip], options),
    unpack: (zip, folder) => inFolder(folder, 'jar', ['xf', zip]),
  },
  {
    name: '7-Zip',
    isThere: () => works('7z', 'i'),
    test: (zip) => run('7z', ['t', zip], options),
    unpack: (zip, folder) => run('7z', ['x', '-y', `-o${folder}`, zip], options),
  },
];
