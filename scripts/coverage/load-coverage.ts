import { startCloud } from "../../test/cloud/start-cloud.ts";
import { readAssumedRules } from "./assumed-rules.ts";
import type { CoverageParts } from "./coverage-page.ts";
import type { Witnesses } from "./witnesses.ts";

/** The tables of a cloud as it is now: it is started, asked what it has, and stopped. */
export async function loadCoverage(checkout: string, witnesses: Witnesses): Promise<CoverageParts> {
  const cloud = await startCloud({
    tenantId: "c1029d34-1045-479a-a161-47a4b8548948",
    subscriptionId: "a56c34e9-d1fa-4581-87a3-91111dd36a3b",
    seed: {},
    clock: { mode: "manual" },
    dependenciesDirectory: checkout,
  });
  try {
    const { operations, resourceTypes } = cloud;
    return { operations, resourceTypes, witnesses, assumed: readAssumedRules(checkout) };
  } finally {
    await cloud.stop();
  }
}
