import { randomUUID } from 'node:crypto';
import nodeFetch from 'node-fetch';
import type { Clock } from '../base/clock';
import type { Log } from '../base/log';

/** What every upload target is given of the world. */
export interface UploadEffects {
  readonly clock: Clock;
  readonly log: Log;
  /** Is told every secret before it is used, so that no sink shows it. */
  readonly remember?: (secret: string) => void;
  readonly fetch?: typeof nodeFetch;
  /** In [0, 1); spreads retries. */
  readonly random?: () => number;
  /** A name nobody has used: letters and digits. */
  readonly newId?: () => string;
  /** Milliseconds without a byte moving after which a try is given up; default 60,000. */
  readonly idleMs?: number;
}
/** The same with nothing left out. */
export type World = Required<UploadEffects>;

export const worldOf = (effects: UploadEffects): World => ({
  clock: effects.clock,
  log: effects.log,
  remember: effects.remember ?? (() => undefined),
  fetch: effects.fetch ?? nodeFetch,
  random: effects.random ?? Math.random,
  newId: effects.newId ?? (() => randomUUID().replaceAll('-', '')),
  idleMs: effects.idleMs ?? 60_000,
});
