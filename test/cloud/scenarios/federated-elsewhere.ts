import type { Scenario } from "./scenario.ts";

const issuer = "https://token.actions.githubusercontent.com";

export default {
  name: "federated-elsewhere",
  summary: "verify runs in a pipeline of another branch than the app trusts: both sides are shown, letter by letter.",
  exitCode: 10,
  configuration: {
    credential: { mode: "federated", generations: [{ name: "ci", issuer, subject: "repo:dialtone/rehearsal:environment:production" }] },
  },
  cloud: { clockRate: 200, pipeline: { issuer, subject: "repo:dialtone/rehearsal:ref:refs/heads/main" } },
  acts: [
    {
      kind: "verify",
      exitCode: 10,
      code: "DT_CREDENTIAL_FEDERATION",
      posts: 0,
      hungUp: null,
      says: [
        "AADSTS700213",
        "subject repo:dialtone/rehearsal:ref:refs/heads/main",
        "subject repo:dialtone/rehearsal:environment:production",
      ],
    },
  ],
} satisfies Scenario;
