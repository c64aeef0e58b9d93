// Default tags on the SDK's mock monitor. Cannot prove that Azure takes them on every type of the list.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { Table } from "@pulumi/azure-native/storage/table.js";
import * as azuread from "@pulumi/azuread";
import { registerDefaultTags } from "../../../../infra/lib/default-tags.ts";
import { recordRun, type Recording } from "../components/recorded-run.ts";

async function record(tags: Record<string, string>): Promise<Recording> {
  return recordRun(() => {
    registerDefaultTags(tags);
    const group = new ResourceGroup("group", { location: "swedencentral", tags: { team: "its own" } });
    const table = new Table("table", { resourceGroupName: group.name, accountName: "account" });
    return { table: table.id, application: new azuread.Application("application", { displayName: "d" }).id };
  });
}

test("are put on what can carry them; a resource's own tag wins", async () => {
  const run = await record({ team: "calling", cost: "1" });
  assert.deepEqual(run.named("group").inputs["tags"], { team: "its own", cost: "1" });
});

test("are not put on a table, nor on an Entra application, whose tags mean something else", async () => {
  const run = await record({ team: "calling" });
  assert.deepEqual(
    ["table", "application"].map((name) => run.named(name).inputs["tags"]),
    [undefined, undefined],
  );
});

test("leave everything alone when there are none", async () => {
  const run = await record({});
  assert.deepEqual(run.named("group").inputs["tags"], { team: "its own" });
});
