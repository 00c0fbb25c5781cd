import { type Sandbox, type SandboxOptions, startSandbox } from '../../../../src/sandbox/startSandbox';
import { type Folders, makeFolders } from './world';

export interface Rig {
  readonly sandbox: Sandbox;
  readonly folders: Folders;
}
/** Gives every test of the suite that calls this a sandbox and folders of its own, and takes them away again. */
export function rigForEach(options: SandboxOptions, use: (rig: Rig) => void): void {
  let rig: Rig;
  beforeEach(async () => {
    const folders = await makeFolders();
    rig = { folders, sandbox: await startSandbox({ buildMs: 100, rateLimit: 'off', ...options }) };
    use(rig);
  });
  afterEach(async () => {
    await rig.sandbox.close();
    await rig.folders.remove();
  });
}
