import type { Scenario } from "./scenario.ts";

export default {
  name: "tenant-wrong",
  summary: "The outputs name a tenant that does not exist at this login host: verify says which setting to compare.",
  exitCode: 12,
  cloud: { clockRate: 100 },
  acts: [
    { kind: "outputs", sets: { tenantId: "9b2f1c55-7a3e-4c41-9d55-0d6f7c1e2a3b" } },
    { kind: "verify", exitCode: 12, code: "DT_TENANT_MISMATCH", posts: 0, hungUp: null, says: ["AADSTS90002", "dialtone:tenantId"] },
  ],
} satisfies Scenario;
