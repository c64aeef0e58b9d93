import { isPropertyMap } from "./property-values.ts";

/**
 * The shape of an argument as far as a stand-in knows it: `true` is a leaf or a free form, an object lists members, a
 * list of one is a list of such.
 */
export type Shape = true | { readonly [member: string]: Shape } | readonly [Shape];

/** Members of a value that its shape does not have, as paths below `path`. */
export function findUnknownMembers(shape: Shape, value: unknown, path: string): string[] {
  if (shape === true) return [];
  if (Array.isArray(shape)) {
    const [member] = shape as readonly [Shape];
    return Array.isArray(value) ? value.flatMap((one, index) => findUnknownMembers(member, one, `${path}[${index}]`)) : [];
  }
  if (!isPropertyMap(value)) return [];
  const members = shape as Readonly<Record<string, Shape>>;
  return Object.entries(value).flatMap(([name, member]) => {
    const inner = members[name];
    return inner === undefined ? [`${path}.${name}`] : findUnknownMembers(inner, member, `${path}.${name}`);
  });
}

/** What of a value its shape has. */
export function restrictTo(shape: Shape, value: unknown): unknown {
  if (shape === true) return value;
  if (Array.isArray(shape)) {
    const [member] = shape as readonly [Shape];
    return Array.isArray(value) ? value.map((one) => restrictTo(member, one)) : value;
  }
  if (!isPropertyMap(value)) return value;
  const members = Object.entries(shape).filter(([name]) => value[name] !== undefined && value[name] !== null);
  return Object.fromEntries(members.map(([name, inner]) => [name, restrictTo(inner, value[name])]));
}
