// The same seed gives the same transcript: two rehearsals, compared for each resource and each call. Registrations run in
// parallel, so the order between resources is nobody's, and within one it counts. Cannot prove what is made to differ and
// is named below: times, ports, keys, and what clients make up for themselves.
import { join } from "node:path";
import { before, describe, test, type TestContext } from "node:test";
import { readHar, type HarEntry } from "../helpers/har.ts";
import { runScript } from "../helpers/run-script.ts";
import { createTemporaryDirectory } from "../helpers/temporary-directory.ts";

const directory = createTemporaryDirectory();
const guid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** What two runs may differ in, and what stands for it. */
const differing: readonly (readonly [pattern: RegExp, stand: string])[] = [
  // Where it ran.
  [/(localhost|127\.0\.0\.1)(:|%3A)\d+/g, "HOST"],
  // When it ran: times of every form, and places that are named for them.
  [/\d{4}-\d\d-\d\dT\d\d(:|%3A)\d\d(:|%3A)\d\d(\.\d+)?Z/g, "TIME"],
  [/\b1[6-9]\d{8}\b/g, "SECONDS"],
  [/source\/\d{12}\//g, "source/STAMP/"],
  // Keys are made anew in each run: nothing real must ever trust them.
  [/"(kid|x5t|n|x5c)":("[^"]*"|\[[^\]]*\])/g, '"$1":KEY'],
  // What clients make up: Microsoft's own (request ids), HashiCorp's (a first name), ours (a nonce, a call that never was).
  [new RegExp(`client-request-id=${guid}`, "g"), "client-request-id=ID"],
  [new RegExp(`TERRAFORM_UPDATE_${guid}`, "g"), "TERRAFORM_UPDATE_ID"],
  [/nonce=[\w-]+/g, "nonce=NONCE"],
  [/"nonce":"[\w-]+"/g, '"nonce":NONCE'],
  // Azurite's own request ids.
  [new RegExp(`RequestId:${guid}`, "g"), "RequestId:ID"],
];

const normalize = (text: string): string => differing.reduce((left, [pattern, stand]) => left.replace(pattern, stand), text);

/** What was asked of each address and what came of it, in order; of reads the last one, for polls are as many as there was time. */
function toTranscript(entries: readonly HarEntry[]): Map<string, readonly string[]> {
  const transcript = new Map<string, readonly string[]>();
  for (const { request, response } of entries) {
    const url = normalize(request.url);
    // A read of a call that nobody placed: whether the token is taken at all.
    const isProbe = response.status === 404 && /\/communications\/calls\//.test(url);
    const key = `${request.method} ${isProbe ? url.replace(new RegExp(guid), "NEVER-PLACED") : url}`;
    const body = isProbe ? "" : normalize(response.content.text ?? "");
    const line = `${response.status} ${normalize(request.postData?.text ?? "")} => ${body}`;
    transcript.set(key, request.method === "GET" ? [line] : [...(transcript.get(key) ?? []), line]);
  }
  return transcript;
}

describe("two rehearsals with the same seed", () => {
  let first: Map<string, readonly string[]>;
  let second: Map<string, readonly string[]>;
  before(async () => {
    const files = ["first", "second"].map((name) => join(directory, `${name}.har`));
    for (const file of files) {
      const { exitCode, stderr } = await runScript("rehearse", ["--engine", "in-process", "--json", "--har", file]);
      if (exitCode !== 0) throw new Error(stderr);
    }
    [first = new Map(), second = new Map()] = files.map((file) => toTranscript(readHar(file)));
  });

  test("ask the same of the same addresses", (t: TestContext) => {
    t.assert.deepStrictEqual([...first.keys()].toSorted(), [...second.keys()].toSorted());
  });

  test("are answered the same, for each resource and for the call with its notifications", (t: TestContext) => {
    const unlike = [...first].filter(([key, lines]) => second.has(key) && JSON.stringify(lines) !== JSON.stringify(second.get(key)));
    t.assert.deepStrictEqual(
      unlike.map(([key, lines]) => ({ key, first: lines, second: second.get(key) })),
      [],
    );
  });

  test("are about something: applications, ARM resources, rows, a call and its notifications", (t: TestContext) => {
    for (const part of [
      /\/v1\.0\/applications/,
      /Microsoft\.App\/containerApps/,
      /\/notifications/,
      /communications\/calls/,
      /\/api\/calls\/callback/,
    ]) {
      t.assert.ok(
        [...first.keys()].some((key) => part.test(key)),
        String(part),
      );
    }
  });
});
