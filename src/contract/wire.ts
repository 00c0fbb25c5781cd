import { asField, type Dialect, type Field, type Fields, type Shape } from './shape';

export interface Issue {
  readonly kind: 'missing' | 'unknown' | 'invalid';
  /** Dotted path of the member, array positions as numbers: `ApprovalItems.0.AppId`. */
  readonly path: string;
  readonly expected: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const join = (path: string, key: string | number): string => (path === '' ? String(key) : `${path}.${key}`);
const fieldsOf = (fields: Fields): [string, Field][] =>
  Object.entries(fields).map(([name, value]) => [name, asField(value)]);

/** Strict check of a request as a server makes it: nothing missing, nothing unknown, nothing of another type. Null counts as left out. */
export function checkRequest(fields: Fields, value: unknown, dialect: Dialect): Issue[] {
  const issues: Issue[] = [];
  checkObject(fields, value, dialect, '', issues);
  return issues;
}

function checkObject(fields: Fields, value: unknown, dialect: Dialect, path: string, issues: Issue[]): void {
  if (!isRecord(value)) {
    issues.push({ kind: 'invalid', path, expected: 'object' });
    return;
  }
  const known = new Set<string>();
  for (const [name, field] of fieldsOf(fields)) {
    const presence = field.presence[dialect];
    if (presence === 'absent') continue;
    const wire = field.wireName[dialect] ?? name;
    known.add(wire);
    const member = value[wire];
    if (member === undefined || member === null) {
      if (presence === 'required')
        issues.push({ kind: 'missing', path: join(path, wire), expected: typeName(field.shape as Shape) });
      continue;
    }
    checkValue(field.shape as Shape, member, dialect, join(path, wire), issues);
  }
  for (const name of Object.keys(value)) {
    if (!known.has(name)) issues.push({ kind: 'unknown', path: join(path, name), expected: 'no such member' });
  }
}

function checkValue(shape: Shape, value: unknown, dialect: Dialect, path: string, issues: Issue[]): void {
  switch (shape.type) {
    case 'string':
      if (typeof value !== 'string') issues.push({ kind: 'invalid', path, expected: 'string' });
      return;
    case 'integer':
      if (!Number.isSafeInteger(value)) issues.push({ kind: 'invalid', path, expected: 'integer' });
      return;
    case 'boolean':
      if (typeof value !== 'boolean') issues.push({ kind: 'invalid', path, expected: 'boolean' });
      return;
    case 'array':
      if (!Array.isArray(value)) issues.push({ kind: 'invalid', path, expected: 'array' });
      else value.forEach((item, i) => checkValue(shape.element as Shape, item, dialect, join(path, i), issues));
      return;
    case 'object':
      checkObject(shape.fields, value, dialect, path, issues);
  }
}

/** A request as it goes on the wire: members the dialect does not know are left out, renamed ones carry their wire name. */
export function toWire(
  fields: Fields,
  value: Readonly<Record<string, unknown>>,
  dialect: Dialect,
): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, field] of fieldsOf(fields)) {
    const member = value[name];
    if (member === undefined || field.presence[dialect] === 'absent') continue;
    out[field.wireName[dialect] ?? name] = valueToWire(field.shape as Shape, member, dialect);
  }
  return out;
}

/** `toWire` for any shape: what a server answers. */
export function valueToWire(shape: Shape, value: unknown, dialect: Dialect): unknown {
  if (value === null || value === undefined) return null;
  if (shape.type === 'array')
    return (value as unknown[]).map((item) => valueToWire(shape.element as Shape, item, dialect));
  if (shape.type === 'object') return toWire(shape.fields, value as Record<string, unknown>, dialect);
  return value;
}

/**
 * Lenient reading of a reply: unknown members dropped, missing ones null, numbers and digit strings taken for each other
 * (the platform's own samples mix them). Anything else of the wrong type is an issue, and reads as null.
 */
export function parseReply(shape: Shape, value: unknown, dialect: Dialect): { value: unknown; issues: Issue[] } {
  const issues: Issue[] = [];
  return { value: parseValue(shape, value, dialect, '', issues), issues };
}

function parseValue(shape: Shape, value: unknown, dialect: Dialect, path: string, issues: Issue[]): unknown {
  if (value === null || value === undefined) return null;
  const bad = (): null => {
    issues.push({ kind: 'invalid', path, expected: shape.type });
    return null;
  };
  switch (shape.type) {
    case 'string':
      return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : bad();
    case 'integer':
      if (typeof value === 'number') return value;
      return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : bad();
    case 'boolean':
      return typeof value === 'boolean' ? value : bad();
    case 'array':
      return Array.isArray(value)
        ? value.map((item, i) => parseValue(shape.element as Shape, item, dialect, join(path, i), issues))
        : bad();
    case 'object': {
      if (!isRecord(value)) return bad();
      const out: Record<string, unknown> = {};
      for (const [name, field] of fieldsOf(shape.fields)) {
        const wire = field.wireName[dialect] ?? name;
        out[name] = parseValue(field.shape as Shape, value[wire] ?? value[name], dialect, join(path, name), issues);
      }
      return out;
    }
  }
}

const typeName = (shape: Shape): string => shape.type;
