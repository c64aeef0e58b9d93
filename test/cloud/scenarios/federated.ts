import type { Scenario } from "./scenario.ts";

const job = { issuer: "https://token.actions.githubusercontent.com", subject: "repo:dialtone/rehearsal:environment:production" };

export default {
  name: "federated",
  summary: "The app has no secret at all: it trusts the pipeline that verify runs in, whose own token is shown in place of one.",
  exitCode: 0,
  configuration: { credential: { mode: "federated", generations: [{ name: "ci", ...job }] } },
  cloud: { clockRate: 20, pipeline: job },
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
