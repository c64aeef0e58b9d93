import type { Scenario } from "./scenario.ts";
import { grantsMeetALag } from "./parts/grants-meet-a-lag.ts";

export default {
  name: "directory-lag-too-long",
  summary:
    "The directory does not know the service principal for as long as the grant is tried: the run says that it lags, and to run it again.",
  exitCode: 3,
  cloud: { clockRate: 500, faults: [grantsMeetALag] },
  // It ends before anything can happen to a stack.
  acts: [],
} satisfies Scenario;
