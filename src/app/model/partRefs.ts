import type { domainType } from '../../contract/enums';
import type { ProgramRef } from './refs';

/** What a domain of a mini program is for. */
export type DomainKind = keyof typeof domainType;
/** What a mini program has besides versions. */
export type ProgramPart = 'domains' | 'permissions';

interface OfProgram {
  readonly profileId: string;
  readonly mnpId: string;
  /** Of the program. */
  readonly name: string;
}
export interface ProgramPartRef extends OfProgram {
  readonly kind: 'programPart';
  readonly part: ProgramPart;
}
export interface DomainKindRef extends OfProgram {
  readonly kind: 'domainKind';
  readonly domainKind: DomainKind;
}
export interface ProgramDomainRef extends OfProgram {
  readonly kind: 'domain';
  readonly domainKind: DomainKind;
  /** With its scheme, as the platform keeps it. */
  readonly domain: string;
}
export interface PermissionRef extends OfProgram {
  readonly kind: 'permission';
  readonly apiId: string;
  /** Method of the sensitive API, such as `wx.getLocation`. */
  readonly method: string;
}
/** What "Add Domains" can be asked from. */
export type DomainPlace = ProgramRef | ProgramPartRef | DomainKindRef;
/** What "Request Permission" can be asked from. */
export type PermissionPlace = ProgramRef | ProgramPartRef | PermissionRef;
