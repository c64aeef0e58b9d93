import type { Scenario } from "./scenario.ts";

export default {
  name: "federated-on-a-laptop",
  summary: "The app trusts a pipeline, and verify runs on a laptop, which has no token to show: it says where it can run.",
  exitCode: 10,
  configuration: {
    credential: {
      mode: "federated",
      generations: [
        { name: "ci", issuer: "https://token.actions.githubusercontent.com", subject: "repo:dialtone/rehearsal:environment:production" },
      ],
    },
  },
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "verify",
      exitCode: 10,
      code: "DT_CREDENTIAL_ASSERTION",
      posts: 0,
      hungUp: null,
      says: ["neither ACTIONS_ID_TOKEN_REQUEST_URL nor AZURE_FEDERATED_TOKEN_FILE is set"],
    },
  ],
} satisfies Scenario;
