import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import * as path from 'node:path';
import { SHARE_ENV, Worker, type WorkerOptions } from 'node:worker_threads';
import type { PackThreads } from '../packTypes';
import type { ResultOf, Response, Task, TaskResults } from './protocol';
import { type Kept, nothingKept, runTask } from './runTask';

export interface PackPoolOptions {
  /** Threads; 0 = everything on the calling thread, in small portions. Default: one per core, at most four. */
  readonly threads?: number;
  /** The worker's script. Default: `packWorker.js` beside the running bundle, else the TypeScript source (tests). */
  readonly workerFile?: string;
  /** Little work is done on the calling thread as long as no thread runs: starting one would take longer. */
  readonly skipForLittle?: boolean;
}
interface Job {
  readonly task: Task;
  /** Which thread has done the like before, counted over all; it does it again unless another has nothing to do. */
  readonly home?: number | undefined;
  readonly transfer: readonly ArrayBuffer[];
  readonly resolve: (result: TaskResults[Task['type']]) => void;
  readonly reject: (error: Error) => void;
}
interface Thread {
  readonly worker: Worker;
  readonly jobs: Map<number, Job>;
}
export const littleFiles = 64;
const littleBytes = 512 * 1024;
/** So many tasks are handed to a thread ahead, that it never waits for the next. */
const ahead = 2;

/** Threads that read, check and deflate. Start costs 40 ms, so whoever packs often keeps one and disposes of it. */
export class PackPool implements PackThreads {
  readonly isPackPool = true;
  readonly #threads: Thread[] = [];
  readonly #queue: Job[] = [];
  readonly #inline = nothingKept();
  readonly #workerFile: string;
  #number = 0;
  #disposed = false;
  readonly #skipForLittle: boolean;
  readonly size: number;

  constructor(options: PackPoolOptions = {}) {
    this.#skipForLittle = options.skipForLittle ?? false;
    this.size = options.threads ?? Math.min(4, Math.max(1, availableParallelism()));
    this.#workerFile = options.workerFile ?? defaultWorkerFile();
  }
  /** Whether this much work is done on the calling thread. */
  isInlineFor(files: number, bytes: number): boolean {
    if (this.size === 0) return true;
    return this.#skipForLittle && this.#threads.length === 0 && files <= littleFiles && bytes <= littleBytes;
  }
  /** Starts the threads; without it the first task does. */
  start(): void {
    while (this.#threads.length < this.size && !this.#disposed) this.#threads.push(this.#startThread());
  }
  /**
   * Runs a task on the next free thread, or on the calling one. `home`: a number for tasks that go to the same thread each
   * time when they can, since it remembers. Rejects when the thread fails or the pool is disposed.
   */
  run<T extends Task>(
    task: T,
    inline: boolean,
    transfer: readonly ArrayBuffer[] = [],
    home?: number,
  ): Promise<ResultOf<T>> {
    if (inline) return runInline(this.#inline, task);
    this.start();
    return new Promise((resolve, reject) => {
      const job: Job = { task, home, transfer, resolve: (result) => resolve(result as ResultOf<T>), reject };
      if (this.#disposed) {
        reject(new Error('The pool is disposed'));
        return;
      }
      this.#queue.push(job);
      this.#hand();
    });
  }
  /** Runs a task once on every thread. */
  async runOnAll(task: Task, inline: boolean): Promise<void> {
    if (inline) {
      await runInline(this.#inline, task);
      return;
    }
    this.start();
    const all = this.#threads.map(
      (thread) =>
        new Promise<unknown>((resolve, reject) => this.#post(thread, { task, transfer: [], resolve, reject })),
    );
    await Promise.all(all);
  }
  dispose(): void {
    this.#disposed = true;
    for (const job of this.#queue.splice(0)) job.reject(new Error('The pool is disposed'));
    for (const thread of this.#threads.splice(0)) this.#lose(thread, new Error('The pool is disposed'));
  }
  #startThread(): Thread {
    // Modules can be parsed for a syntax check only behind this flag; it prints a warning of its own.
    const execArgv = ['--experimental-vm-modules', '--no-warnings'];
    // What a portion leaves behind is short-lived and large: collected early, memory does not grow with the folder.
    const options: WorkerOptions = { execArgv, env: SHARE_ENV, resourceLimits: { maxYoungGenerationSizeMb: 6 } };
    const worker = this.#workerFile.endsWith('.ts')
      ? new Worker(`require('tsx/cjs'); require(${JSON.stringify(this.#workerFile)});`, {
          ...options,
          eval: true,
        })
      : new Worker(this.#workerFile, options);
    const thread: Thread = { worker, jobs: new Map() };
    worker.unref();
    worker.on('message', (response: Response) => this.#settle(thread, response));
    worker.on('error', (error: Error) => this.#drop(thread, error));
    worker.on('exit', (code) => this.#drop(thread, new Error(`The packing thread ended (${code})`)));
    return thread;
  }
  #hand(): void {
    for (let i = 0; i < this.#queue.length;) {
      const job = this.#queue[i];
      const thread = job && this.#threadFor(job);
      if (thread) {
        this.#queue.splice(i, 1);
        this.#post(thread, job);
      } else i++;
    }
  }
  #threadFor({ home }: Job): Thread | undefined {
    const own = home === undefined ? undefined : this.#threads[home % this.#threads.length];
    if (own && own.jobs.size < ahead) return own;
    const [first, ...others] = this.#threads;
    const idlest = others.reduce(
      (least, thread) => (least && thread.jobs.size < least.jobs.size ? thread : least),
      first,
    );
    return idlest && idlest.jobs.size < (own ? 1 : ahead) ? idlest : undefined;
  }
  #post(thread: Thread, job: Job): void {
    const number = ++this.#number;
    // A busy thread keeps the process alive, an idle one does not.
    if (thread.jobs.size === 0) thread.worker.ref();
    thread.jobs.set(number, job);
    thread.worker.postMessage({ number, task: job.task }, job.transfer);
  }
  #settle(thread: Thread, response: Response): void {
    const job = thread.jobs.get(response.number);
    thread.jobs.delete(response.number);
    if (thread.jobs.size === 0) thread.worker.unref();
    if ('error' in response) job?.reject(new Error(response.error));
    else job?.resolve(response.result);
    this.#hand();
  }
  #drop(thread: Thread, error: Error): void {
    const index = this.#threads.indexOf(thread);
    if (index < 0) return;
    this.#threads.splice(index, 1);
    this.#lose(thread, error);
  }
  #lose(thread: Thread, error: Error): void {
    for (const job of thread.jobs.values()) job.reject(error);
    thread.jobs.clear();
    void thread.worker.terminate();
  }
}
/** The bundle's own; from source (tests, under tsx) the TypeScript file. */
function defaultWorkerFile(): string {
  const bundled = path.join(__dirname, 'packWorker.js');
  return existsSync(bundled) ? bundled : path.join(__dirname, 'packWorker.ts');
}
function runInline<T extends Task>(kept: Kept, task: T): Promise<ResultOf<T>> {
  return new Promise((resolve, reject) =>
    setImmediate(() => {
      try {
        resolve(runTask(kept, task) as ResultOf<T>);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    }),
  );
}
