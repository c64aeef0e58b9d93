// What is kept of the engine's events. Does not prove that the engine sends these: test/e2e/engine.test.ts hears the real one.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { createEventLedger } from "../../../../scripts/engine/event-ledger.ts";

function toCreate(type: string, name: string): EngineEvent {
  const urn = `urn:pulumi:dev::dialtone::${type}::${name}`;
  return { sequence: 1, timestamp: 1, resourcePreEvent: { metadata: { urn, type, op: "create" } } } as unknown as EngineEvent;
}

test("the engine's own provider, there for its functions, is no resource of the program's", () => {
  const ledger = createEventLedger(() => {});
  ledger.take(toCreate("pulumi:providers:pulumi", "default"));
  ledger.take(toCreate("pulumi:providers:azuread", "azuread"));
  ledger.take(toCreate("azuread:index/application:Application", "calling-app"));
  assert.deepEqual(
    ledger.resources().map(({ type, name, operation }) => ({ type, name, operation })),
    [
      { type: "pulumi:providers:azuread", name: "azuread", operation: "create" },
      { type: "azuread:index/application:Application", name: "calling-app", operation: "create" },
    ],
  );
});
