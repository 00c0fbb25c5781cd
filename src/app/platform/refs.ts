/** Handles of what the platform's administrators keep: plain data, as commands take it. They have no `id`: rows do. */
interface Handle<K extends string> {
  readonly kind: K;
  readonly profileId: string;
  /** The platform's own ID; of a global domain the number as text. */
  readonly key: string;
  readonly name: string;
}
export type SuperAppRef = Handle<'superApp'>;
export type TeamRef = Handle<'team'>;
export type UserRef = Handle<'user'>;
export type DomainRef = Handle<'globalDomain'>;
/** `key` is the user's ID, `name` the user's name. */
export interface MemberRef extends Handle<'member'> {
  readonly team: TeamRef;
}
export interface SensitiveApiRef extends Handle<'sensitiveApi'> {
  readonly superApp: SuperAppRef;
}
export type PlatformRef = SuperAppRef | TeamRef | UserRef | DomainRef | MemberRef | SensitiveApiRef;
export type PlatformKind = PlatformRef['kind'];
