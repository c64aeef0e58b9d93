import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { StackHandle } from "../stack/stack-handle.ts";

/** Which cloud, tenant and subscription a stack is in. */
export interface StackPlace {
  readonly cloudName: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
}

/**
 * Where the stack is: its configuration says it, or, where that is gone, its outputs. Where they differ somebody changed the
 * configuration of a living stack, and another tenant would know nothing of what is to be proved gone.
 * @throws DialtoneError DT_CONFIG_INVALID
 */
export async function readStackPlace(stack: Pick<StackHandle, "stackName" | "readConfiguration" | "outputs">): Promise<StackPlace> {
  const { stackName } = stack;
  const values = await stack.readConfiguration();
  const outputs = await stack.outputs().catch(() => undefined); // of another version: its configuration says it too
  const differing = (["tenantId", "subscriptionId"] as const).filter(
    (key) => outputs !== undefined && values[key] !== undefined && values[key] !== outputs[key],
  );
  if (outputs !== undefined && differing.length > 0) {
    throw new DialtoneError({
      code: "DT_CONFIG_INVALID",
      what: `the configuration of stack ${stackName} names another place than the one that the stack is in; nothing was done`,
      saw: differing.map((key) => `dialtone:${key} ${String(values[key])}`).join("; "),
      expected: differing.map((key) => `${key} ${outputs[key]}, as its outputs say`).join("; "),
      fix: differing.map((key) => `pulumi config set --stack ${stackName} ${key} ${outputs[key]}`).join("; "),
    });
  }
  const tenantId = values["tenantId"] ?? outputs?.tenantId;
  const subscriptionId = values["subscriptionId"] ?? outputs?.subscriptionId;
  if (typeof tenantId !== "string" || typeof subscriptionId !== "string") {
    throw new DialtoneError({
      code: "DT_CONFIG_INVALID",
      what: `stack ${stackName} does not say which tenant and subscription it is in`,
      saw: "neither its configuration nor its outputs name them",
      expected: "dialtone:tenantId and dialtone:subscriptionId",
      fix: `pulumi config set --stack ${stackName} tenantId TENANT-ID; pulumi config set --stack ${stackName} subscriptionId SUBSCRIPTION-ID`,
    });
  }
  const cloudName = values["cloud"] ?? outputs?.cloud;
  return { cloudName: typeof cloudName === "string" ? cloudName : "public", tenantId, subscriptionId };
}
