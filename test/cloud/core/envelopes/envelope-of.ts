import type { PlaneName } from "../operation.ts";
import type { PlaneEnvelope } from "../plane-envelope.ts";
import { armEnvelope } from "./arm-envelope.ts";
import { graphEnvelope } from "./graph-envelope.ts";
import { loginEnvelope } from "./login-envelope.ts";
import { plainEnvelope } from "./plain-envelope.ts";
import { tableEnvelope } from "./table-envelope.ts";
import { vaultEnvelope } from "./vault-envelope.ts";

const envelopes: Readonly<Record<PlaneName, PlaneEnvelope>> = {
  metadata: armEnvelope,
  login: loginEnvelope,
  graph: graphEnvelope,
  calls: graphEnvelope,
  "calling-keys": plainEnvelope,
  arm: armEnvelope,
  vault: vaultEnvelope,
  table: tableEnvelope,
  identity: plainEnvelope,
  registry: plainEnvelope,
  ingress: plainEnvelope,
  notify: plainEnvelope,
  control: plainEnvelope,
};

/** How this plane dresses its answers. */
export function envelopeOf(plane: PlaneName): PlaneEnvelope {
  return envelopes[plane];
}
