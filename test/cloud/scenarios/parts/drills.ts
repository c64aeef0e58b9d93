import type { VerifyAct } from "../scenario.ts";

/** The callee of the shipped example, and a second one that calls are transferred to; made up. */
export const callee = "2786f876-e9dc-4d77-b496-5ddb04c23ab9";
export const transferee = "5b0c9d3e-7a41-4e0f-9c55-0a6d1f2e7b18";

/** Both of them on the allow-list. */
export const twoCallees = { callees: [callee, transferee] };
/** A loaded machine is slow whatever its cloud's clock says: what decides is waited for as long as verify lets one. */
const patiently = ["--wait-ring", "120s", "--wait-drill", "120s"];
export const transferring = ["--drill", "transfer", "--transfer-to", transferee, ...patiently];
export const cancellingMedia = ["--drill", "cancel-media", ...patiently];

/** The transferee did not take the call, and it came back: told apart from a call that is gone, and hung up. */
export const transferComesBack = {
  kind: "verify",
  flags: transferring,
  exitCode: 15,
  code: "DT_CALL_TRANSFER_RETURNED",
  posts: 1,
  hungUp: true,
  says: [
    "Proved in a rehearsal",
    "The drill was not:",
    "the call came back: …7b18 did not take it",
    "told established: why the call came back",
  ],
} satisfies VerifyAct;
