/**
 * A small schema language for the wire: one value gives the run-time check and the static type.
 * A field is a shape (required in both dialects) or a shape wrapped by `opt`, `only`, `requiredOnlyIn` or `renamed`.
 */

/** The two API generations: `tcsas` = version 2025-01-06, `tcmpp` = version 2024-08-01. */
export type Dialect = 'tcsas' | 'tcmpp';

export interface StringShape {
  readonly type: 'string';
}
export interface IntegerShape {
  readonly type: 'integer';
}
export interface BooleanShape {
  readonly type: 'boolean';
}
export interface ArrayShape<E extends AnyShape> {
  readonly type: 'array';
  readonly element: E;
}
export interface ObjectShape<F extends Fields> {
  readonly type: 'object';
  readonly fields: F;
}
export type Shape = StringShape | IntegerShape | BooleanShape | ArrayShape<AnyShape> | ObjectShape<Fields>;
// The recursion of Shape through its own type arguments needs one indirection.
type AnyShape = { readonly type: string };

export type Presence = 'required' | 'optional' | 'absent';
export interface Field<S extends AnyShape = AnyShape, O extends boolean = boolean> {
  readonly shape: S;
  readonly optional: O;
  readonly presence: Readonly<Record<Dialect, Presence>>;
  readonly wireName: Readonly<Partial<Record<Dialect, string>>>;
}
export type Fields = Readonly<Record<string, AnyShape | Field>>;

export const str: StringShape = { type: 'string' };
export const int: IntegerShape = { type: 'integer' };
export const bool: BooleanShape = { type: 'boolean' };
export const arr = <E extends AnyShape>(element: E): ArrayShape<E> => ({ type: 'array', element });
export const obj = <F extends Fields>(fields: F): ObjectShape<F> => ({ type: 'object', fields });

/** May be left out, in both dialects. */
export function opt<S extends AnyShape>(shape: S): Field<S, true> {
  return { shape, optional: true, presence: { tcsas: 'optional', tcmpp: 'optional' }, wireName: {} };
}
/** Exists in one dialect only; elsewhere the client leaves it out and a strict server refuses it. */
export function only<S extends AnyShape>(dialect: Dialect, inner: S | Field<S>): Field<S, true> {
  const field = asField(inner);
  const there = field.presence[dialect];
  const presence =
    dialect === 'tcsas' ? { tcsas: there, tcmpp: 'absent' as const } : { tcsas: 'absent' as const, tcmpp: there };
  return { ...field, optional: true, presence };
}
/** Required in one dialect, optional in the other. */
export function requiredOnlyIn<S extends AnyShape>(dialect: Dialect, shape: S): Field<S, true> {
  const other: Presence = 'optional';
  const presence =
    dialect === 'tcsas' ? { tcsas: 'required' as const, tcmpp: other } : { tcsas: other, tcmpp: 'required' as const };
  return { shape, optional: true, presence, wireName: {} };
}
/** Has another name on the wire in one dialect. */
export function renamed<S extends AnyShape>(shape: S, wireName: Partial<Record<Dialect, string>>): Field<S, false> {
  return { shape, optional: false, presence: { tcsas: 'required', tcmpp: 'required' }, wireName };
}

export function asField<S extends AnyShape>(value: S | Field<S>): Field<S> {
  return 'shape' in value
    ? value
    : { shape: value, optional: false, presence: { tcsas: 'required', tcmpp: 'required' }, wireName: {} };
}

type ShapeOf<F> = F extends Field<infer S> ? S : F;
type OptionalKeys<F extends Fields> = { [K in keyof F]: F[K] extends Field<AnyShape, true> ? K : never }[keyof F];
/** What a caller must give: optional fields may be left out. */
export type Infer<S> = S extends StringShape
  ? string
  : S extends IntegerShape
    ? number
    : S extends BooleanShape
      ? boolean
      : S extends ArrayShape<infer E>
        ? readonly Infer<E>[]
        : S extends ObjectShape<infer F>
          ? { readonly [K in Exclude<keyof F, OptionalKeys<F>>]: Infer<ShapeOf<F[K]>> } & {
              readonly [K in OptionalKeys<F>]?: Infer<ShapeOf<F[K]>>;
            }
          : never;
/** What a reader gets: the platform may answer null for any member. */
export type InferReply<S> = S extends StringShape
  ? string
  : S extends IntegerShape
    ? number
    : S extends BooleanShape
      ? boolean
      : S extends ArrayShape<infer E>
        ? readonly InferReply<E>[]
        : S extends ObjectShape<infer F>
          ? { readonly [K in keyof F]: InferReply<ShapeOf<F[K]>> | null }
          : never;
