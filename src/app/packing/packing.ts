import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { throwIfAborted } from '../../base/errors';
import type { CheckJob, PackReport, PackResult } from '../../pack/packTypes';
import type { PackPool } from '../../pack/worker/pool';
import type { SettingTypes } from '../manifest';
import { packRules } from './packRules';

/** What is asked for; how it is packed comes from the settings of the folder. */
export type PackRequest = Pick<CheckJob, 'root' | 'expectedAppId' | 'allowSecrets' | 'signal' | 'onProgress'>;

export interface PackingPorts {
  readonly clock: Clock;
  /** Reads a setting as it holds for a folder (absolute path). */
  readonly setting: <K extends keyof SettingTypes>(key: K, folder?: string) => SettingTypes[K];
}
/** Threads that nobody has used for this long are given back. Milliseconds. */
export const idleMs = 5 * 60_000;

/**
 * Packs and checks folders for a whole window, by the settings of each folder. The code that does it is loaded at the
 * first use; its threads are kept for the next and given back when nobody needs them.
 */
export class Packing implements Disposable {
  #pool: PackPool | undefined;
  #users = 0;
  #rest: AbortController | undefined;
  /** The window closes. */
  readonly #end = new AbortController();

  constructor(private readonly ports: PackingPorts) {}

  /** Whether threads, or memory for them, are held at the moment. */
  get isWarm(): boolean {
    return this.#pool !== undefined;
  }
  /**
   * Everything about the package without writing it; problems do not throw. Throws `UserError` for a setting that cannot be
   * used, `Cancelled`, and what the file system throws for the folder itself.
   */
  check(request: PackRequest): Promise<PackReport> {
    return this.#use(request, async (job) => {
      const { checkFolder } = await import('../../pack/packFolder');
      throwIfAborted(job.signal);
      return checkFolder(job);
    });
  }
  /** Writes the package to `outFile` (absolute). Throws as `check` does, and `PackError` with every problem. */
  pack({ outFile, ...request }: PackRequest & { readonly outFile: string }): Promise<PackResult> {
    return this.#use(request, async (job) => {
      const { packFolder } = await import('../../pack/packFolder');
      throwIfAborted(job.signal);
      return packFolder({ ...job, outFile });
    });
  }
  /**
   * Looks at a folder (absolute path) while the user still answers questions: packing it then finds threads that run and
   * remember what they saw. What is wrong is told by the packing. Ends when disposed of.
   */
  lookAhead(root: string): Disposable {
    const ahead = new AbortController();
    this.check({ root, signal: ahead.signal }).catch(() => undefined);
    return { dispose: () => ahead.abort() };
  }
  dispose(): void {
    this.#end.abort();
    this.#rest?.abort();
    this.#giveBack();
  }
  async #use<T>(request: PackRequest, work: (job: CheckJob) => Promise<T>): Promise<T> {
    const { root } = request;
    const rules = await packRules(root, {
      layout: this.ports.setting('miniProgram.package.layout', root),
      limits: this.ports.setting('miniProgram.package.limits', root),
    });
    this.#users++;
    this.#rest?.abort();
    try {
      const { PackPool } = await import('../../pack/worker/pool');
      const signal = request.signal ? AbortSignal.any([request.signal, this.#end.signal]) : this.#end.signal;
      throwIfAborted(signal);
      this.#pool ??= new PackPool({ skipForLittle: true });
      return await work({ ...request, ...rules, pool: this.#pool, signal });
    } finally {
      this.#users--;
      if (this.#users === 0 && !this.#end.signal.aborted) void this.#restAWhile();
    }
  }
  async #restAWhile(): Promise<void> {
    const rest = new AbortController();
    this.#rest = rest;
    try {
      await this.ports.clock.sleep(idleMs, rest.signal);
    } catch {
      // Used again, or the window closes.
      return;
    }
    if (this.#users === 0) this.#giveBack();
  }
  #giveBack(): void {
    this.#pool?.dispose();
    this.#pool = undefined;
  }
}
