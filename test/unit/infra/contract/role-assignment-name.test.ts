// Names of role assignments. Cannot prove that Azure adopts a repeated create.
import assert from "node:assert/strict";
import { test } from "node:test";
import { toRoleAssignmentName } from "../../../../infra/contract/role-assignment-name.ts";

const scope = "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v";

test("a name is a version 5 UUID, the same for the same three things", () => {
  assert.equal(toRoleAssignmentName(scope, "role", "principal"), "240836e7-68cd-55a5-8877-32517a4ac262");
});

test("a name does not depend on the case that Azure answers with", () => {
  assert.equal(toRoleAssignmentName(scope.toUpperCase(), "ROLE", "PRINCIPAL"), toRoleAssignmentName(scope, "role", "principal"));
});

test("each of scope, role and principal makes another name", () => {
  const names = [
    toRoleAssignmentName(scope, "role", "principal"),
    toRoleAssignmentName(`${scope}2`, "role", "principal"),
    toRoleAssignmentName(scope, "role2", "principal"),
    toRoleAssignmentName(scope, "role", "principal2"),
  ];
  assert.equal(new Set(names).size, names.length);
});
