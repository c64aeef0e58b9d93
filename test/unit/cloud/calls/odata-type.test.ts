// Cannot prove: which types are open or abstract, or what the boundary of an action takes: the published typings do not say.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test, type TestContext } from "node:test";
import { odataTypes } from "../../../cloud/planes/calls/odata-type.ts";

const typings = readFileSync(createRequire(import.meta.url).resolve("@microsoft/microsoft-graph-types/microsoft-graph.d.ts"), "utf8");

/** Own members of an interface of Microsoft's published typings, sorted. */
function publishedMembers(typeName: string): { base: string | undefined; members: readonly string[] } {
  const name = typeName.charAt(0).toUpperCase() + typeName.slice(1);
  const [, base, body = ""] = new RegExp(`^export interface ${name}(?: extends (\\w+))? \\{(\\}|[^]*?^\\})`, "m").exec(typings) ?? [];
  const members = [...body.matchAll(/^ {4}(\w+)\??:/gm)].map((match) => match[1] ?? "").sort();
  return { base: base === undefined ? undefined : base.charAt(0).toLowerCase() + base.slice(1), members };
}
function publishedValues(typeName: string): readonly string[] {
  const [, body = ""] = new RegExp(`^export type ${typeName} =([^;]*);`, "m").exec(typings) ?? [];
  return [...body.matchAll(/"(\w+)"/g)].map((match) => match[1] ?? "");
}

/** Members of `call` that a create does not carry: read-only ones, and navigation. */
const notSent = [
  "audioRoutingGroups",
  "callRoutes",
  "contentSharingSessions",
  "incomingContext",
  "mediaState",
  "myParticipantId",
  "operations",
  "participants",
  "resultInfo",
  "state",
  "toneInfo",
  "transcription",
];
/** Beta-only members that official samples send on v1.0. */
const betaOnly: Readonly<Record<string, readonly string[]>> = { invitationParticipantInfo: ["endpointType"] };

for (const [typeName, rule] of Object.entries(odataTypes)) {
  if (typeName.endsWith("()")) continue;
  test(`${typeName} has the members and the base of Microsoft's published typings`, (t: TestContext) => {
    const published = publishedMembers(typeName);
    const ours = [...Object.keys(rule.members), ...(typeName === "call" ? notSent : [])].filter(
      (name) => betaOnly[typeName]?.includes(name) !== true,
    );
    t.assert.deepStrictEqual(
      { base: rule.base, members: ours.sort() },
      { base: published.base === "entity" ? undefined : published.base, members: published.members },
    );
  });
}

const enumerations = {
  CallDirection: odataTypes["call"]?.members["direction"],
  Modality: (odataTypes["call"]?.members["requestedModalities"] as { collection: unknown } | undefined)?.collection,
  EndpointType: odataTypes["participantInfo"]?.members["endpointType"],
};
for (const [name, rule] of Object.entries(enumerations)) {
  test(`${name} has the values of Microsoft's published typings`, (t: TestContext) => {
    t.assert.deepStrictEqual(rule, { oneOf: publishedValues(name) });
  });
}
