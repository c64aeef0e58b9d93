import type { CloudAnswer } from "./cloud-http.ts";
import { parseJson, toObject } from "./wire-error.ts";

type Entry = Readonly<Record<string, unknown>>;

/** All of a list, or the answer that was none. */
export type Listed = { readonly entries: readonly Entry[]; readonly refused?: undefined } | { readonly refused: CloudAnswer };

/** Pages that are read at most: ten thousand entries and more. */
const maxPages = 100;

/**
 * A list to its last page: what nobody configured may be behind the first hundred. The next page is asked of the same
 * service, whatever host the link names.
 * Source: https://learn.microsoft.com/graph/paging and https://learn.microsoft.com/rest/api/azure/#async-operations-throttling-and-paging, read 2026-11-26.
 */
export async function readList(read: (path: string) => Promise<CloudAnswer>, path: string): Promise<Listed> {
  const entries: Entry[] = [];
  let next: string | undefined = path;
  for (let page = 0; next !== undefined && page < maxPages; page += 1) {
    const answer = await read(next);
    if (answer.status !== 200) return { refused: answer };
    const body = toObject(parseJson(answer.text));
    if (Array.isArray(body["value"])) entries.push(...body["value"].map(toObject));
    next = toPath(body["@odata.nextLink"] ?? body["nextLink"]);
  }
  return { entries };
}

/** Below the origin, and below Graph's version, which every read has in front. */
function toPath(link: unknown): string | undefined {
  if (typeof link !== "string" || !URL.canParse(link)) return undefined;
  const { pathname, search } = new URL(link);
  return `${pathname.replace(/^\/v1\.0(?=\/)/, "")}${search}`;
}
