import type { Scenario } from "./scenario.ts";

export default {
  name: "host-cannot-write-its-table",
  summary:
    "The callback host loses its role on the table: first it answers Microsoft 503, and verify says why (16); then it is known before anybody is called (14).",
  exitCode: 14,
  // The host looks at its table every 15 seconds of the wall: by the end of the first wait for callbacks it has seen it.
  cloud: { clockRate: 4 },
  acts: [
    { kind: "host-role", does: "remove" },
    {
      kind: "verify",
      exitCode: 16,
      code: "DT_CALLBACKS_NOT_STORED",
      posts: 1,
      hungUp: true,
      says: [
        "the host could not keep its notifications",
        "table: 403 AuthorizationPermissionMismatch",
        "gives the host's identity its role on the table back",
      ],
    },
    {
      kind: "verify",
      flags: ["--wait-host", "1s"],
      exitCode: 14,
      code: "DT_HOST_NOT_READY",
      posts: 0,
      hungUp: null,
      says: ["table: 403 AuthorizationPermissionMismatch", "check the role assignment of the host's identity (pulumi up --refresh)"],
    },
  ],
} satisfies Scenario;
