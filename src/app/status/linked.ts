import { type Disposable, DisposableList } from '../../base/disposable';
import { Observable } from '../../base/event';
import { messageOf } from '../../base/errors';
import { linkedProgram, type LinkedProgram } from '../project';
import type { Ports } from '../services';

/** The mini program of the open folder. Reads the disk only. */
export class LinkedState implements Disposable {
  readonly current = new Observable<LinkedProgram | undefined>(undefined);
  readonly #ports: Pick<Ports, 'workspace' | 'workspaceState' | 'log'>;
  readonly #disposables = new DisposableList();
  #newest: Promise<void> | undefined;
  #isDisposed = false;

  constructor(ports: Pick<Ports, 'workspace' | 'workspaceState' | 'log'>) {
    this.#ports = ports;
    this.#disposables.add(ports.workspace.onDidChangeFolders(() => void this.refresh()));
    this.#disposables.add(ports.workspace.onDidChangeProject(() => void this.refresh()));
  }
  get id(): string | undefined {
    return this.current.value?.mnpId;
  }
  /** Never rejects: a folder that cannot be read is not linked. */
  refresh(): Promise<void> {
    const reading: Promise<void> = this.#read(() => (this.#newest === reading ? undefined : this.#newest));
    this.#newest = reading;
    return reading;
  }
  async #read(newer: () => Promise<void> | undefined): Promise<void> {
    const found = await linkedProgram(this.#ports).catch((error: unknown) => {
      this.#ports.log.debug(`linked program: ${messageOf(error)}`);
      return undefined;
    });
    // One that was overtaken knows an older disk.
    const overtaking = newer();
    if (overtaking) return overtaking;
    if (this.#isDisposed) return;
    if (JSON.stringify(found) !== JSON.stringify(this.current.value)) this.current.set(found);
  }
  dispose(): void {
    this.#isDisposed = true;
    this.#disposables.dispose();
    this.current.dispose();
  }
}
