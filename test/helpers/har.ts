import { readFileSync } from "node:fs";

/** One exchange of a transcript, as any HAR reader sees it. */
export interface HarEntry {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly { readonly name: string; readonly value: string }[];
    readonly postData?: { readonly mimeType: string; readonly text: string };
  };
  readonly response: { readonly status: number; readonly content: { readonly text?: string } };
}

/** The exchanges of a HAR 1.2 file, in order. */
export function readHar(file: string): HarEntry[] {
  const har = JSON.parse(readFileSync(file, "utf8")) as { log: { version: string; entries: HarEntry[] } };
  if (har.log.version !== "1.2") throw new Error(`${file} is HAR ${har.log.version}, not 1.2`);
  return har.log.entries;
}

/** Those whose method and path (without query) match. */
export function findExchanges(entries: readonly HarEntry[], method: string, path: RegExp): HarEntry[] {
  return entries.filter(({ request }) => request.method === method && path.test(new URL(request.url).pathname));
}
