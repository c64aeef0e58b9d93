import { dictionary, oneOf, type Shape, structure, text } from "../shape.ts";

/**
 * `identity` of a resource; providers differ in how they write both kinds at once. What the service sets comes from
 * planes/identity/assigned-identities.ts.
 * Source: ManagedServiceIdentity of @azure/arm-appcontainers 4.0.0, arm-storage 21.0.0, arm-containerregistry 12.0.0, read 2026-11-25.
 */
export function identityShape(types: readonly string[], isTypeRequired = true): Shape {
  return structure({
    type: oneOf(types, { required: isTypeRequired }),
    userAssignedIdentities: dictionary(structure({ principalId: text({ readOnly: true }), clientId: text({ readOnly: true }) })),
    principalId: text({ readOnly: true }),
    tenantId: text({ readOnly: true }),
  });
}
