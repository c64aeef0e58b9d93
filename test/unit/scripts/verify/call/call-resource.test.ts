// Proves that the call is typed as Microsoft publishes it, read leniently and kept whole.
// Cannot prove that Microsoft's next version is the same: the compiler tells when the typings are updated.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test, type TestContext } from "node:test";
import type { Call } from "@microsoft/microsoft-graph-types";
import { callMembers, readCallResource, type CallResource } from "../../../../../scripts/verify/call/call-resource.ts";

type Same<Left, Right> = [Left, Right] extends [Right, Left] ? true : false;
/** Members whose words we leave open. */
type Worded = "state" | "direction" | "requestedModalities";

// The compiler fails where these are not so.
const areAllMicrosofts: Same<keyof typeof callMembers, keyof Call> = true;
const areOursToRead: Same<Exclude<keyof Call, keyof CallResource>, never> = true;
const areTypedAsMicrosofts: Same<Readonly<Pick<CallResource, Exclude<keyof Call, Worded>>>, Readonly<Omit<Call, Worded>>> = true;

test("the 25 members are Microsoft's: a key, 20 properties and 4 relationships", (t: TestContext) => {
  const typings = readFileSync(createRequire(import.meta.url).resolve("@microsoft/microsoft-graph-types/microsoft-graph.d.ts"), "utf8");
  const published = /export interface Call extends Entity \{(.*?)\n\}/s.exec(typings)?.[1] ?? "";
  const names = [...published.matchAll(/^ {4}(\w+)\?:/gm)].map(([, name = ""]) => name);
  const count = (what: string): number => Object.values(callMembers).filter((member) => member.is === what).length;
  t.assert.deepStrictEqual(
    [areAllMicrosofts, areOursToRead, areTypedAsMicrosofts, count("key"), count("property"), count("relationship")],
    [true, true, true, 1, 20, 4],
  );
  t.assert.deepStrictEqual(Object.keys(callMembers).sort(), ["id", ...names].sort());
});

/** As Graph answers a create, with the beta members that travel along. Source: graph-calling facts 3.1. */
const answered = {
  "@odata.type": "#microsoft.graph.call",
  id: "2f1a1100-b174-40a0-aba7-0b405e01ed92",
  state: "Establishing",
  direction: "outgoing",
  callRoutes: [],
  requestedModalities: ["audio"],
  activeModalities: [],
  routingPolicies: [],
  tenantId: null,
  ringingTimeoutInSeconds: null,
  resultInfo: { "@odata.type": "#microsoft.graph.resultInfo", code: "487", subCode: "10004", message: "no" },
  terminationReason: "CallTerminated",
  terminationSender: { user: { id: "u", tenantId: "t" } },
  somethingNew: { of: "tomorrow" },
};

test("members are read in Microsoft's spelling, numbers that are text are numbers, and nulls stay nulls", (t: TestContext) => {
  const { call, strange } = readCallResource(answered);
  t.assert.deepStrictEqual(
    [call, strange],
    [
      {
        id: answered.id,
        state: "establishing",
        direction: "outgoing",
        callRoutes: [],
        requestedModalities: ["audio"],
        activeModalities: [],
        routingPolicies: [],
        tenantId: null,
        ringingTimeoutInSeconds: null,
        resultInfo: { code: 487, subcode: 10_004, message: "no" },
        terminationReason: "CallTerminated",
        terminationSender: { user: { id: "u", tenantId: "t" } },
      },
      [],
    ],
  );
});

test("everything is kept as it came, what nobody knows included", (t: TestContext) => {
  t.assert.deepStrictEqual(readCallResource(answered).whole, answered);
});

test("a member of another kind is named and breaks nothing", (t: TestContext) => {
  const odd = {
    id: 7,
    state: ["established"],
    targets: "nobody",
    mediaState: [],
    resultInfo: { code: "soon" },
    operations: {},
    subject: "s",
  };
  const { call, strange, whole } = readCallResource(odd);
  t.assert.deepStrictEqual(
    { call, strange: strange.toSorted(), whole },
    { call: { subject: "s" }, strange: ["id", "mediaState", "operations", "resultInfo", "state", "targets"], whole: odd },
  );
});

for (const value of [undefined, null, 5, "call", [], [{ id: "c" }]]) {
  test(`finds no call in ${JSON.stringify(value) ?? "nothing"}`, (t: TestContext) => {
    t.assert.deepStrictEqual(readCallResource(value), { call: {}, whole: {}, strange: [] });
  });
}

test("a word of an enumeration that nobody knows yet is kept", (t: TestContext) => {
  t.assert.strictEqual(readCallResource({ state: "Beaming" }).call.state, "Beaming");
});
