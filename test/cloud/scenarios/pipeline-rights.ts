import type { Scenario } from "./scenario.ts";

export default {
  name: "pipeline-rights",
  summary:
    "pulumi up with exactly the rights that bootstrap gives a pipeline: everything is deployed, an administrator consents, and verify proves the call.",
  exitCode: 0,
  configuration: { consent: "manual" },
  cloud: {
    clockRate: 60,
    deployer: {
      graphRoles: ["Application.ReadWrite.OwnedBy", "User.Read.All"],
      azureRoles: ["Contributor", "Role Based Access Control Administrator"],
    },
  },
  acts: [
    {
      kind: "verify",
      exitCode: 4,
      code: "DT_CONSENT_HANDOFF",
      posts: 0,
      hungUp: null,
      says: ["Privileged Role Administrator"],
    },
    { kind: "administrator", does: "grant-consent" },
    { kind: "verify", exitCode: 0, posts: 1, hungUp: true, says: ["Proved in a rehearsal"] },
  ],
} satisfies Scenario;
