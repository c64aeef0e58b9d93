import type { CloudAnswer } from "../lib/cloud-http.ts";
import type { DeployerCloud } from "../lib/deployer-cloud.ts";
import { TransportFailure } from "../lib/transport-failure.ts";
import { parseWireError } from "../lib/wire-error.ts";
import type { InventoryItem } from "./stack-inventory.ts";

/** Whether a thing is still there. `unknown` is never a proof. */
export interface Look {
  readonly status: "gone" | "left" | "unknown";
  /** What the cloud answered, in one line. */
  readonly saw: string;
}

/** 404 with one of these says nothing about the thing: the question itself went wrong. Source: https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors, read 2026-11-25. */
const notAboutTheThing: ReadonlySet<string> = new Set([
  "SubscriptionNotFound",
  "InvalidSubscriptionId",
  "InvalidResourceType",
  "NoRegisteredProviderFound",
]);

/** Whether a 404 with this code says that the thing is not there. */
export function isAboutTheThing(code: string): boolean {
  return !notAboutTheThing.has(code);
}

/** Asks the cloud for one thing. Never throws for what the cloud answers. */
export async function lookAtItem(cloud: DeployerCloud, item: InventoryItem, ourGrants: readonly string[] | undefined): Promise<Look> {
  if (item.kind === "grant") {
    if (ourGrants === undefined) return { status: "unknown", saw: "the grants on Microsoft Graph could not be read" };
    return ourGrants.includes(item.cloudId)
      ? { status: "left", saw: "the grant is listed on Microsoft Graph" }
      : { status: "gone", saw: "no such grant on Microsoft Graph" };
  }
  try {
    return judge(await cloud.ask(toRequest(item)));
  } catch (error) {
    if (!(error instanceof TransportFailure)) throw error;
    return { status: "unknown", saw: error.message };
  }
}

function toRequest(item: InventoryItem): Parameters<DeployerCloud["ask"]>[0] {
  if (item.in === "azure") return { to: "arm", method: "GET", path: `${item.cloudId}?api-version=${item.apiVersion ?? ""}` };
  const collection = item.kind === "application" ? "applications" : "servicePrincipals";
  return { to: "graph", method: "GET", path: `/v1.0/${collection}/${item.cloudId}?$select=id` };
}

function judge(answer: CloudAnswer): Look {
  const { code } = parseWireError(answer.text, answer.headers);
  const saw = `HTTP ${answer.status} ${code}`.trim();
  if (answer.status === 404) return { status: isAboutTheThing(code) ? "gone" : "unknown", saw };
  return { status: answer.status === 200 ? "left" : "unknown", saw };
}
