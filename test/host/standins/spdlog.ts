import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

// Stand-in for VS Code's native logger, so that set-up needs no compiler: the same calls, the same lines, no rotation.

const LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
let commonLevel = 2;

function timestamp(now: Date): string {
  const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
  const day = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
  return `${day} ${pad(now.getHours())}:${pad(now.getMinutes())}:${pad(now.getSeconds())}.${pad(now.getMilliseconds(), 3)}`;
}

export class Logger {
  private level = commonLevel;
  private raw = false;
  private dropped = false;

  constructor(
    _kind: string,
    _name: string,
    private readonly file: string,
  ) {
    mkdirSync(path.dirname(file), { recursive: true });
    appendFileSync(file, '');
  }

  trace(text: string): void {
    this.write(0, text);
  }
  debug(text: string): void {
    this.write(1, text);
  }
  info(text: string): void {
    this.write(2, text);
  }
  warn(text: string): void {
    this.write(3, text);
  }
  error(text: string): void {
    this.write(4, text);
  }
  critical(text: string): void {
    this.write(5, text);
  }
  getLevel(): number {
    return this.level;
  }
  setLevel(level: number): void {
    this.level = level;
  }
  /** An output channel's own text goes into its file as it is, without time and level. */
  clearFormatters(): void {
    this.raw = true;
  }
  setPattern(): void {
    this.raw = false;
  }
  flush(): void {
    /* Every line is written at once. */
  }
  drop(): void {
    this.dropped = true;
  }

  private write(level: number, text: string): void {
    if (this.dropped || level < this.level) return;
    appendFileSync(this.file, this.raw ? text : `${timestamp(new Date())} [${LEVELS[level] ?? ''}] ${text}\n`);
  }
}

export const version = 0;
export function setLevel(level: number): void {
  commonLevel = level;
}
export function setFlushOn(): void {
  /* Every line is written at once. */
}
export const createRotatingLogger = (name: string, file: string): Promise<Logger> =>
  Promise.resolve(new Logger('rotating', name, file));
export const createAsyncRotatingLogger = (name: string, file: string): Promise<Logger> =>
  Promise.resolve(new Logger('rotating_async', name, file));
