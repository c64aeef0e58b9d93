import type { Tenant } from "./cloud-context.ts";
import type { Seed } from "./seed.ts";

/** The tenant of a cloud: its name is the seed's, its domain nobody's. */
export function toTenant(tenantId: string, seed: Seed): Tenant {
  return {
    tenantId,
    displayName: seed.tenantDisplayName ?? "Rehearsal",
    // `.example` is reserved (RFC 2606): no real tenant has it.
    defaultDomain: `rehearsal-${tenantId.slice(0, 8)}.onmicrosoft.example`,
  };
}
