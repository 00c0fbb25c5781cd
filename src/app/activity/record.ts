import type { ProgramRef, VersionRef } from '../model/refs';
import type { Environment } from '../profile';

/** What a change does, for its label. `other` is told by the title alone. */
export const changeKinds = [
  'create',
  'edit',
  'delete',
  'takeDown',
  'setPreview',
  'clearPreview',
  'submit',
  'withdraw',
  'approve',
  'reject',
  'release',
  'rollBack',
  'other',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Label and value, already worded. */
export type Fact = readonly [label: string, value: string];
/** What a command says of its change, so that it can be told later. */
export interface ChangeSubject {
  readonly kind: ChangeKind;
  readonly ref?: ProgramRef | VersionRef;
  readonly facts?: readonly Fact[];
}
/**
 * `unsure`: it was sent, and nothing told what came of it. A record that says `running` while no window works on it was
 * left by one that was closed or killed.
 */
const recordStates = ['running', 'done', 'failed', 'unsure'] as const;
export type RecordState = (typeof recordStates)[number];

export interface RecordStep {
  readonly name: 'send' | 'read';
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly requestId?: string;
}
/** One change of something on the platform, on disk. Holds no secret. */
export interface ActivityRecord {
  readonly format: 1;
  /** Names the file; ids sort by time. */
  readonly id: string;
  readonly kind: ChangeKind;
  /** What was done, in the language of that time. */
  readonly title: string;
  readonly profileId: string;
  readonly profileName: string;
  readonly environment: Environment;
  readonly platformId: string;
  readonly endpoint: string;
  /** Without its middle. */
  readonly secretId: string;
  readonly mnpId: string | null;
  readonly programName: string | null;
  readonly versionId: number | null;
  readonly version: string | null;
  readonly state: RecordState;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly steps: readonly RecordStep[];
  readonly facts: readonly Fact[];
  /** Why it failed, or is not known. */
  readonly message?: string;
}

const texts = [
  'title',
  'profileId',
  'profileName',
  'environment',
  'platformId',
  'endpoint',
  'secretId',
] as const satisfies readonly (keyof ActivityRecord)[];
const names = ['mnpId', 'programName', 'version'] as const satisfies readonly (keyof ActivityRecord)[];

/** The record in that file; undefined when it is damaged or of a newer version of this product. */
export function parseRecord(id: string, text: string): ActivityRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isRecord(value, id) ? value : undefined;
}
function isRecord(value: unknown, id: string): value is ActivityRecord {
  if (!isObject(value) || value.format !== 1 || value.id !== id) return false;
  return (
    changeKinds.some((kind) => kind === value.kind) &&
    recordStates.some((state) => state === value.state) &&
    texts.every((key) => typeof value[key] === 'string') &&
    names.every((key) => value[key] === null || typeof value[key] === 'string') &&
    (value.versionId === null || typeof value.versionId === 'number') &&
    typeof value.startedAt === 'number' &&
    (value.endedAt === undefined || typeof value.endedAt === 'number') &&
    (value.message === undefined || typeof value.message === 'string') &&
    Array.isArray(value.steps) &&
    value.steps.every(isStep) &&
    Array.isArray(value.facts) &&
    value.facts.every(isFact)
  );
}
const isStep = (step: unknown): boolean =>
  isObject(step) &&
  (step.name === 'send' || step.name === 'read') &&
  typeof step.startedAt === 'number' &&
  (step.endedAt === undefined || typeof step.endedAt === 'number') &&
  (step.requestId === undefined || typeof step.requestId === 'string');
const isFact = (fact: unknown): boolean =>
  Array.isArray(fact) && fact.length === 2 && fact.every((text) => typeof text === 'string');
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
