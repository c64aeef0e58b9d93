import type { CloudAnswer } from "../lib/cloud-http.ts";
import { readList } from "../lib/read-list.ts";
import { parseJson, toObject } from "../lib/wire-error.ts";

type Read = (path: string) => Promise<CloudAnswer>;

/** One answer with everything in it, however many pages a list came in; the page that was refused, where one was. */
export async function readWhole(read: Read, path: string): Promise<CloudAnswer> {
  const pages: CloudAnswer[] = [];
  const listed = await readList(async (page) => {
    const answer = await read(page);
    pages.push(answer);
    return answer;
  }, path);
  if (listed.refused !== undefined) return listed.refused;
  const [first] = pages as [CloudAnswer, ...CloudAnswer[]];
  return pages.length === 1 ? first : toOne(first, listed.entries);
}

/** The first answer with other entries. */
function toOne(first: CloudAnswer, value: readonly unknown[]): CloudAnswer {
  return { ...first, text: JSON.stringify({ value }) };
}

/** Several single answers as a list would give them; the first that was refused, where one was. */
export async function readTogether(read: Read, paths: readonly string[]): Promise<CloudAnswer> {
  const answers = await Promise.all(paths.map(read));
  const [first] = answers;
  if (first === undefined) throw new Error("nothing was asked for");
  const refused = answers.find(({ status }) => status !== 200);
  const value = answers.map(({ text }) => toObject(parseJson(text)));
  return refused ?? toOne(first, value);
}
