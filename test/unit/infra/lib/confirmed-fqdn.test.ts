// The check of the host's name. Cannot prove that Azure names an app as it documents.
import assert from "node:assert/strict";
import { test } from "node:test";
import type * as pulumi from "@pulumi/pulumi";
import { toConfirmedFqdn } from "../../../../infra/lib/confirmed-fqdn.ts";

const host = {} as pulumi.Resource;

test("the predicted name is confirmed", () => {
  assert.equal(toConfirmedFqdn("callback.lake.test", "callback.lake.test", host), "callback.lake.test");
});

test("another name is refused, and the two names are shown", () => {
  assert.throws(() => toConfirmedFqdn("elsewhere.test", "callback.lake.test", host), {
    message: /answers at elsewhere\.test; expected callback\.lake\.test/,
  });
});
