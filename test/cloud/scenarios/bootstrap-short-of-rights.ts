import type { Scenario } from "./scenario.ts";

export default {
  name: "bootstrap-short-of-rights",
  summary:
    "bootstrap by somebody who may only read: every right that is missing is listed at once, with whom to ask, and nothing is changed.",
  exitCode: 4,
  provision: "by-bootstrap",
  cloud: {
    clockRate: 60,
    engineer: { directoryRoles: [], azureRoles: ["Reader"] },
    tenant: { membersMayRegister: false, subscription: { unregistered: ["Microsoft.App"] } },
  },
  acts: [
    {
      kind: "bootstrap",
      flags: ["--location=swedencentral", "--callee={callee}"],
      exitCode: 4,
      changes: false,
      says: [
        "entra-grant: this sign-in may not grant",
        "azure-rights: this sign-in may not make",
        "azure-role-assignments: this sign-in may not give roles",
        "resource-providers: resource providers are not registered",
        "az role assignment create",
        "DT_BOOTSTRAP_RIGHTS: nothing was changed",
      ],
    },
  ],
} satisfies Scenario;
