import type { Scenario } from "./scenario.ts";

const machineIdentity = "5e8d7c6b-1a2f-4b3c-9d4e-6f5a0b1c2d3e";

export default {
  name: "federated-managed-identity",
  summary: "The app has no secret: it trusts the managed identity of the machine in Azure that verify runs on, which is the operator too.",
  exitCode: 0,
  configuration: {
    credential: { mode: "federated", generations: [{ name: "machine", managedIdentity: machineIdentity }] },
    operators: [{ objectId: machineIdentity, principalType: "ServicePrincipal" }],
  },
  cloud: { clockRate: 20, machineIdentity },
  acts: [
    {
      kind: "verify",
      exitCode: 0,
      says: ["a token was issued to Dialtone dev for another issuer's token: it has no secret"],
      posts: 1,
      hungUp: true,
    },
  ],
} satisfies Scenario;
