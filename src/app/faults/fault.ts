/** A fault as the sandbox takes it at `/sandbox/faults`; `Fault` of the sandbox tells what each member does. */
export interface Fault {
  readonly action: string;
  readonly code?: string;
  readonly message?: string;
  readonly httpStatus?: number;
  readonly body?: string;
  readonly dropAfterBytes?: number;
  readonly delayMs?: number;
  readonly skewMs?: number;
  readonly afterHandling?: boolean;
  readonly perSecond?: number;
  readonly decision?: 'approve' | 'reject';
  readonly times?: number;
}
export interface WaitingFault {
  readonly id: string;
  readonly fault: Fault;
  readonly left: number;
  readonly struck: number;
}
export interface StruckFault {
  readonly id: string;
  readonly fault: Fault;
  /** What it struck: an action, `cos:PUT`, `build`. */
  readonly request: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}
export interface FaultList {
  /** In the order in which they strike. */
  readonly waiting: readonly WaitingFault[];
  /** Newest first. */
  readonly struck: readonly StruckFault[];
}

/** The list in what a sandbox answered; undefined when it speaks of something else. */
export function faultListOf(body: unknown): FaultList | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { waiting, struck } = body as Partial<Record<keyof FaultList, unknown>>;
  const isList = (list: unknown, number: string): boolean =>
    Array.isArray(list) &&
    list.every(
      (one: Partial<Record<string, unknown>> | null) =>
        typeof one?.['id'] === 'string' &&
        typeof one[number] === 'number' &&
        typeof (one['fault'] as Partial<Fault> | null | undefined)?.action === 'string',
    );
  if (!isList(waiting, 'left') || !isList(struck, 'at')) return undefined;
  return { waiting: waiting as FaultList['waiting'], struck: struck as FaultList['struck'] };
}
