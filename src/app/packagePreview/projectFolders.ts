import { type Disposable, DisposableList } from '../../base/disposable';
import { messageOf } from '../../base/errors';
import { Observable } from '../../base/event';
import { findProjects } from '../../pack/project';
import type { Ports } from '../services';

/** The projects in the open folders: absolute paths, sorted. Reads the disk only. */
export class ProjectFolders implements Disposable {
  readonly current = new Observable<readonly string[]>([]);
  readonly #owned = new DisposableList();
  #turn = 0;

  constructor(private readonly ports: Pick<Ports, 'workspace' | 'log'>) {
    this.#owned.add(ports.workspace.onDidChangeFolders(() => void this.refresh()));
    this.#owned.add(ports.workspace.onDidChangeProject(() => void this.refresh()));
  }
  /** Never rejects. Of two that run at once the later one counts. */
  async refresh(): Promise<void> {
    const turn = ++this.#turn;
    const { workspace, log } = this.ports;
    try {
      const found = await Promise.all(workspace.folders.map(({ path }) => findProjects(path)));
      const sorted = [...new Set(found.flat())].sort();
      if (turn === this.#turn && sorted.join('\0') !== this.current.value.join('\0')) this.current.set(sorted);
    } catch (error) {
      log.debug(`project folders: ${messageOf(error)}`);
    }
  }
  dispose(): void {
    this.#owned.dispose();
    this.current.dispose();
  }
}
