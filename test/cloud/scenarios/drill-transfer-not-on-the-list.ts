import type { Scenario } from "./scenario.ts";

export default {
  name: "drill-transfer-not-on-the-list",
  summary: "A transfer to somebody who is not among the callees is refused before anybody is called.",
  exitCode: 2,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "verify",
      flags: ["--drill", "transfer", "--transfer-to", "00000000-1111-4222-8333-444444444444"],
      exitCode: 2,
      posts: 0,
      hungUp: null,
      shows: [
        "DT_USAGE_CALLEE",
        "a call may not be transferred to that user by this stack",
        "a second one of dialtone:callees; there is only one",
      ],
    },
  ],
} satisfies Scenario;
