import { creatingACall, graphAnswer } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "tenant-id-missing",
  summary: "The calling service finds no tenant at the top of the request (7505): verify names what has to agree.",
  exitCode: 12,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "faults",
      rules: [creatingACall("no tenant at the top of the body", graphAnswer(403, "7505", "Request authorization tenant mismatch."))],
    },
    {
      kind: "verify",
      exitCode: 12,
      code: "DT_TENANT_MISMATCH",
      posts: 1,
      hungUp: null,
      says: ["HTTP 403 7505", "tenantId is missing at the top of the body"],
    },
  ],
} satisfies Scenario;
