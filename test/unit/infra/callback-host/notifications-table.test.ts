// Proves what the host makes of the table service's answers, as the official client throws them.
// Cannot prove that Azure answers so; the codes are quoted from its documentation, and main.test.ts uses Azurite.
import { RestError } from "@azure/data-tables";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { notificationChunkBytes } from "../../../../infra/contract/notification-row.ts";
import type { StoredNotification } from "../../../../infra/callback-host/notification-store.ts";
import { NotificationsTable } from "../../../../infra/callback-host/notifications-table.ts";
import type { TableRequests } from "../../../../infra/callback-host/notifications-table.ts";
import { toTableEntity } from "../../../../infra/callback-host/table-entity.ts";

function refuse(statusCode: number, code: string): RestError {
  const error = new RestError("text that nobody may read", { statusCode });
  error.details = { odataError: { code } };
  return error;
}

/** A client whose requests are answered in order: an error is thrown, anything else returned. Keeps their names. */
function createClient(answers: readonly unknown[]): { client: TableRequests; names: string[] } {
  const names: string[] = [];
  function answer(name: string): Promise<never> {
    const result = answers[names.push(name) - 1];
    return result instanceof Error ? Promise.reject(result) : Promise.resolve(result as never);
  }
  const client: TableRequests = {
    createEntity: () => answer("createEntity"),
    submitTransaction: () => answer("submitTransaction"),
    createTable: () => answer("createTable"),
    deleteEntity: () => answer("deleteEntity"),
  };
  return { client, names };
}

function toNotification(rowKey: string, body = Buffer.from("{}")): StoredNotification {
  const bodyChunks = Math.ceil(body.length / notificationChunkBytes);
  return {
    body,
    row: {
      partitionKey: "c",
      rowKey,
      callId: "c",
      receivedAt: "",
      tenantId: "",
      issuer: "",
      states: "",
      bodyLength: body.length,
      bodyChunks,
    },
  };
}

async function insert(answers: readonly unknown[], count = 1): Promise<{ outcome: string; names: string[] }> {
  const { client, names } = createClient(answers);
  const rows = Array.from({ length: count }, (_, index) => toNotification(`${index}`));
  try {
    return { outcome: (await new NotificationsTable(client, () => 0).insert(rows)).join(), names };
  } catch (error) {
    return { outcome: error instanceof Error ? `${error.name}: ${error.message}` : "", names };
  }
}

const exists = refuse(409, "EntityAlreadyExists");
const noTable = refuse(404, "TableNotFound");
const confirmed = { status: 204 };

describe("an insert", () => {
  for (const { title, answers, count, outcome, names } of [
    { title: "of one row is one request", answers: [{}], outcome: "stored", names: ["createEntity"] },
    { title: "of a row that exists is as good as stored", answers: [exists], outcome: "duplicate", names: ["createEntity"] },
    {
      title: "that conflicts for another reason is not stored",
      answers: [refuse(409, "TableBeingDeleted")],
      outcome: "StoreUnavailable: 409 TableBeingDeleted",
      names: ["createEntity"],
    },
    {
      title: "that is forbidden is not stored",
      answers: [refuse(403, "AuthorizationPermissionMismatch")],
      outcome: "StoreUnavailable: 403 AuthorizationPermissionMismatch",
      names: ["createEntity"],
    },
    {
      title: "that is never answered is not stored",
      answers: [new DOMException("x", "AbortError")],
      outcome: "StoreUnavailable: AbortError",
      names: ["createEntity"],
    },
    {
      title: "of several rows is one transaction",
      answers: [{ subResponses: [confirmed, confirmed] }],
      count: 2,
      outcome: "stored,stored",
      names: ["submitTransaction"],
    },
    {
      title: "of several rows, one of which exists, goes on row by row",
      answers: [exists, {}, exists],
      count: 2,
      outcome: "stored,duplicate",
      names: ["submitTransaction", "createEntity", "createEntity"],
    },
    {
      title: "of several rows, not all confirmed, is not stored",
      answers: [{ subResponses: [confirmed] }],
      count: 2,
      outcome: "StoreUnavailable: 1 of 2 rows confirmed",
      names: ["submitTransaction"],
    },
    {
      title: "into a missing table makes it and goes on (F55)",
      answers: [noTable, {}, {}],
      outcome: "stored",
      names: ["createEntity", "createTable", "createEntity"],
    },
    {
      title: "into a missing table that we may not make is not stored",
      answers: [noTable, refuse(403, "AuthorizationFailure")],
      outcome: "StoreUnavailable: 403 AuthorizationFailure",
      names: ["createEntity", "createTable"],
    },
    {
      title: "into a table that goes on missing is not stored",
      answers: [noTable, {}, noTable],
      outcome: "StoreUnavailable: 404 TableNotFound",
      names: ["createEntity", "createTable", "createEntity"],
    },
  ]) {
    it(title, async (t: TestContext) => {
      t.assert.deepStrictEqual(await insert(answers, count), { outcome, names });
    });
  }

  it("makes a missing table once in a minute at the most", async (t: TestContext) => {
    const { client, names } = createClient([noTable, {}, noTable, noTable, noTable, {}, {}]);
    let nowMs = 0;
    const table = new NotificationsTable(client, () => nowMs);
    await t.assert.rejects(table.insert([toNotification("a")]));
    await t.assert.rejects(table.insert([toNotification("a")]));
    nowMs = 60_000;
    await table.insert([toNotification("a")]).catch(() => undefined);
    t.assert.strictEqual(names.filter((name) => name === "createTable").length, 2);
  });
});

describe("a probe", () => {
  for (const { title, answer, expected } of [
    { title: "that finds no such row says the table can be written", answer: refuse(404, "ResourceNotFound"), expected: undefined },
    {
      title: "that is forbidden says so by the service's code",
      answer: refuse(403, "AuthorizationPermissionMismatch"),
      expected: "403 AuthorizationPermissionMismatch",
    },
    { title: "of a missing table says so", answer: noTable, expected: "404 TableNotFound" },
    { title: "without an answer names the failure, and no text", answer: new TypeError("secret"), expected: "TypeError" },
  ]) {
    it(title, async (t: TestContext) => {
      t.assert.strictEqual(await new NotificationsTable(createClient([answer]).client, () => 0).probe(), expected);
    });
  }
});

describe("an entity", () => {
  it("carries the body in chunks of at most 64 KiB that together are its bytes", (t: TestContext) => {
    const body = Buffer.from(Array.from({ length: notificationChunkBytes * 2 + 5 }, (_, index) => index % 251));
    const entity = toTableEntity(toNotification("a", body));
    const chunks = ["body0", "body1", "body2"].map((name) => entity[name] as Uint8Array);
    t.assert.deepStrictEqual(
      { lengths: chunks.map(({ byteLength }) => byteLength), isWhole: Buffer.concat(chunks).equals(body), more: entity["body3"] },
      { lengths: [notificationChunkBytes, notificationChunkBytes, 5], isWhole: true, more: undefined },
    );
  });
});
