import type { FaultRule } from "../../core/fault-rule.ts";

/** As often as the provider tries within the ten minutes that the stack gives it. Source: facts/cloud-wire.md 1.5, read 2026-11-25. */
const triesOfTenMinutes = 14;

/** A grant's principal does not reach the replica that is asked, for over eight minutes. Seen in the wild: msgraph-bicep-types#193. */
export const grantsMeetALag: FaultRule = {
  name: "the principal of the grant is not known for eight minutes",
  match: { operation: "graph.servicePrincipals.appRoleAssignedTo.create" },
  times: triesOfTenMinutes,
  action: {
    kind: "answer",
    status: 400,
    body: { error: { code: "Request_BadRequest", message: "Not a valid reference update." } },
  },
};
