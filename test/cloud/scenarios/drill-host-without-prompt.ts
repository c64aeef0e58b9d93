import { cancellingMedia } from "./parts/drills.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "drill-host-without-prompt",
  summary: "The host is an older image that serves no prompt: nobody is called for a drill that could not come out.",
  exitCode: 14,
  cloud: { clockRate: 60 },
  acts: [
    {
      kind: "faults",
      rules: [
        {
          name: "an image from before the prompt",
          match: { plane: "ingress", method: "GET", path: "/prompts/drill.wav" },
          times: "always",
          action: { kind: "answer", status: 404, headers: { "content-type": "application/json" }, body: { code: "not_found" } },
        },
      ],
    },
    {
      kind: "verify",
      flags: cancellingMedia,
      exitCode: 14,
      code: "DT_HOST_PROMPT",
      posts: 0,
      hungUp: null,
      says: ["does not serve the prompt", "HTTP 404", "a prebuilt dialtone:image may be older"],
    },
  ],
} satisfies Scenario;
