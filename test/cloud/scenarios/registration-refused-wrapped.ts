import { creatingACall, graphAnswer } from "./parts/refusals.ts";
import type { Scenario } from "./scenario.ts";

export default {
  name: "registration-refused-wrapped",
  summary: "7503 in its older wrapper, a JSON text inside of the message: it is unwrapped and means the same.",
  exitCode: 13,
  cloud: { clockRate: 100 },
  acts: [
    {
      kind: "faults",
      rules: [
        creatingACall(
          "7503, wrapped",
          graphAnswer(403, "UnknownError", '{"errorCode":"7503","message":"Application is not registered in our store."}'),
        ),
      ],
    },
    { kind: "verify", exitCode: 13, code: "DT_BOT_NOT_REGISTERED", posts: 1, hungUp: null, says: ["HTTP 403 7503"] },
  ],
} satisfies Scenario;
