import type { Scenario } from "./scenario.ts";

export default {
  name: "image-build-failed",
  summary: "The registry's build of the host fails: up says so, keeps what was made, and the next up really builds again.",
  exitCode: 0,
  needs: ["pulumi"],
  provision: "by-acts",
  cloud: {
    clockRate: 100,
    faults: [
      {
        name: "the build fails",
        match: { operation: "arm.taskRuns.operation" },
        action: {
          kind: "operation-fails",
          code: "TaskRunFailed",
          message: "Run failed: failed to pull the base image: 429 Too Many Requests.",
        },
      },
    ],
  },
  acts: [
    { kind: "engine", does: "up", fails: ["DT_PROVISION_FAILED", "callback-image", "429 Too Many Requests"] },
    { kind: "engine", does: "up" },
    { kind: "requests", operation: "registry.uploads.put", count: 2 },
    { kind: "engine", does: "up", counts: { same: 31 } },
    { kind: "verify", exitCode: 0 },
  ],
} satisfies Scenario;
