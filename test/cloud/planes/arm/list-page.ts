import { Refusal } from "../../core/operation.ts";
import type { PlaneRequest, Reply } from "../../core/operation.ts";

/**
 * A list, or its page of `$top` with where the next one is; `$skiptoken` is the number of those before it.
 * ASSUMED: that a service takes `$top` for the size of a page, and not for the number of all. The official clients follow `nextLink`.
 */
export function toListPage({ origin, path, query }: PlaneRequest, all: readonly unknown[]): Reply {
  const top = query.get("$top");
  const start = Number(query.get("$skiptoken") ?? 0);
  if ((top !== null && !/^[1-9]\d*$/.test(top)) || !Number.isInteger(start) || start < 0)
    throw new Refusal(400, "InvalidTopInQueryString", `Invalid $top '${top ?? ""}' specified in the query string.`);
  const end = top === null ? all.length : start + Number(top);
  if (end >= all.length) return { status: 200, json: { value: all.slice(start) } };
  const next = new URLSearchParams(query);
  next.set("$skiptoken", String(end));
  return { status: 200, json: { value: all.slice(start, end), nextLink: `${origin}${encodeURI(path)}?${next.toString()}` } };
}
