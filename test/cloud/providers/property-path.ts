import { isPropertyMap } from "./property-values.ts";

/**
 * A place in a resource's properties: names, positions in lists, and `*` for any of them. As the engine writes them:
 * `properties.endpoint`, `owners[0]`, `tags["cost.center"]`.
 * Source: pulumi/pulumi sdk/go/common/resource/property_path.go, read 2026-11-26.
 */
type PropertyPath = readonly (string | number)[];

const simpleName = /^[A-Za-z_][\w-]*$/;

/** The path of a member: quoted where its name would not be read back otherwise. */
export function joinPath(path: string, member: string | number): string {
  if (typeof member === "number") return `${path}[${member}]`;
  if (!simpleName.test(member)) return `${path}["${member.replaceAll('"', String.raw`\"`)}"]`;
  return path === "" ? member : `${path}.${member}`;
}

/** The top-level property that a path is in. */
export function topLevelOf(path: string): string {
  return String(parsePath(path)[0] ?? path);
}

/** Whether a path is at, or below, one of these. */
export function isWithin(path: string, wider: readonly string[]): boolean {
  const inner = parsePath(path);
  return wider
    .map(parsePath)
    .some((outer) => outer.length <= inner.length && outer.every((part, index) => part === "*" || part === inner[index]));
}

/** `values` with what `before` has wherever one of the paths leads; what `before` has not is taken away. */
export function withValuesOf(values: unknown, before: unknown, paths: readonly string[]): unknown {
  return paths.map(parsePath).reduce((result, path) => replaceAt(result, before, path), values);
}

function replaceAt(value: unknown, before: unknown, [head, ...rest]: PropertyPath): unknown {
  if (head === undefined) return before;
  const list = Array.isArray(value) ? value : Array.isArray(before) ? before : undefined;
  if (list !== undefined) {
    const olds: unknown[] = Array.isArray(before) ? before : [];
    const positions = head === "*" ? [...list.keys()] : [Number(head)].filter((index) => index in list);
    const result: unknown[] = [...list];
    for (const index of positions) result[index] = replaceAt(result[index], olds[index], rest);
    return result;
  }
  if (value !== undefined && !isPropertyMap(value)) return value;
  const members: Record<string, unknown> = { ...value };
  const olds = isPropertyMap(before) ? before : {};
  const names = head === "*" ? [...new Set([...Object.keys(members), ...Object.keys(olds)])] : [String(head)];
  for (const name of names) {
    const replaced = replaceAt(members[name], olds[name], rest);
    if (replaced === undefined || (rest.length > 0 && members[name] === undefined && olds[name] === undefined)) delete members[name];
    else members[name] = replaced;
  }
  return members;
}

function parsePath(path: string): PropertyPath {
  const parts = path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|\.?([^.[\]]+)/g);
  return [...parts].map(([, quoted, position, name]) => {
    if (quoted !== undefined) return quoted.replaceAll(/\\(.)/g, "$1");
    if (position !== undefined) return position === "*" ? "*" : Number(position);
    return name ?? "";
  });
}
