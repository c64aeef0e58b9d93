import { exitCode } from "../../infra/contract/exit-code.ts";
import type { Cloud } from "../../infra/contract/cloud.ts";
import { createBudgetClock } from "../lib/budget-clock.ts";
import type { CommandContext } from "../lib/command.ts";
import type { DeployerCloud } from "../lib/deployer-cloud.ts";
import type { StackHandle } from "../stack/stack-handle.ts";
import { destroyStack, liftProtection } from "./destroy-stack.ts";
import { findKept, type Kept } from "./find-kept.ts";
import { findObstacles, refuseObstacles } from "./find-obstacles.ts";
import { readGraphGrants } from "./microsoft-graph-grants.ts";
import { purgeKept, type PurgeEnd } from "./purge-kept.ts";
import { readBack, type LookedAt } from "./read-back.ts";
import { type InventoryItem, toInventory, withoutWholeIds } from "./stack-inventory.ts";
import type { TeardownEvidence, TeardownThing } from "./teardown-evidence.ts";
import { mergeItems, readRecord, removeRecord, toRecordFile, writeRecord } from "./teardown-record.ts";

export interface TeardownRequest {
  readonly stack: StackHandle;
  readonly cloud: Cloud;
  readonly deployer: DeployerCloud;
  readonly subscriptionId: string;
  /** False: say what would be done. */
  readonly isMeant: boolean;
  readonly isUnprotected: boolean;
  readonly isPurgeWanted: boolean;
}

/** What a teardown found out, without the facts of its run. */
export type TeardownEnd = Pick<
  TeardownEvidence,
  "outcome" | "exitCode" | "code" | "counts" | "things" | "kept" | "obstacles" | "otherGrants"
>;

/**
 * Destroys what the stack made and proves it; or, without `isMeant`, says what it would do and changes nothing.
 * @throws DialtoneError DT_TEARDOWN_PROTECTED, DT_TEARDOWN_FOREIGN, DT_PROVISION_FAILED, DT_UNCERTAIN_ENGINE, DT_UNCERTAIN_RIGHTS; TransportFailure
 */
export async function runTeardown(
  request: TeardownRequest,
  { progress, signal }: Pick<CommandContext, "progress" | "signal">,
): Promise<TeardownEnd> {
  const { stack, deployer, isUnprotected } = request;
  const report = (line: string): void => progress.step("teardown", withoutWholeIds(line));
  const recordFile = toRecordFile(stack.directory, stack.stackName, request.subscriptionId);
  const earlier = readRecord(recordFile);
  const inventory = toInventory(await stack.readState());
  const items = mergeItems(earlier?.items ?? [], inventory.items);
  const obstacles = await findObstacles(deployer, inventory);
  const facts = { obstacles: { protected: [...obstacles.protected], foreign: [...obstacles.foreign] }, otherGrants: null };
  if (items.length === 0 && inventory.resourceCount === 0) {
    return { ...facts, outcome: "nothing", exitCode: exitCode.done, code: null, counts: {}, things: [], kept: [] };
  }
  if (!request.isMeant) {
    const isRefused = obstacles.foreign.length > 0 || obstacles.protected.length > 0;
    // Pulumi refuses even to preview the deletion of what is protected.
    const counts =
      isRefused || inventory.resourceCount === 0 ? { delete: inventory.resourceCount } : (await stack.previewDestroy(() => {})).counts;
    return { ...facts, outcome: "previewed", exitCode: exitCode.done, code: null, counts, things: items.map(toPlanned), kept: [] };
  }
  refuseObstacles(obstacles, stack.stackName, isUnprotected);

  const principalObjectId = inventory.principalObjectId ?? earlier?.principalObjectId;
  const before = earlier?.otherGrants ?? (await readGraphGrants(deployer, principalObjectId))?.others;
  writeRecord(recordFile, { items, principalObjectId, otherGrants: before });
  signal.throwIfAborted();
  if (obstacles.protected.length > 0) await liftProtection(stack);
  const counts = inventory.resourceCount === 0 ? {} : (await destroyStack(stack, earlier, signal, report)).counts;
  signal.throwIfAborted();

  const clock = createBudgetClock(request.cloud.rehearsal?.clockRate ?? 1);
  report(`reading ${items.length} things back`);
  const { items: looked, grants } = await readBack({ cloud: deployer, items, principalObjectId, clock, signal, report });
  const found = await findKept(deployer, items, request.subscriptionId, new Date());
  const ends = request.isPurgeWanted ? await purgeKept(deployer, found, clock, signal) : found.map(toUnasked);
  const place = { graphUrl: request.cloud.graphUrl, principalObjectId: principalObjectId ?? "" };
  const end = judge(looked, ends, request.isPurgeWanted, place);
  if (end.outcome === "gone") removeRecord(recordFile);
  return { ...facts, obstacles: { protected: [], foreign: [] }, counts, ...end, otherGrants: compareGrants(before, grants?.others) };
}

function judge(
  looked: readonly LookedAt[],
  ends: readonly PurgeEnd[],
  isPurgeWanted: boolean,
  place: FixPlace,
): Pick<TeardownEnd, "outcome" | "exitCode" | "code" | "things" | "kept"> {
  const things = looked.map((one) => toThing(one, place));
  const kept = ends.map(({ kept: one, isPurged, problem }): TeardownEvidence["kept"][number] => ({
    kind: one.kind,
    name: one.name,
    until: one.until,
    why: problem === "" ? one.why : problem,
    status: isPurged ? "purged" : isPurgeWanted && one.isPurgeable ? "refused" : "kept",
  }));
  if (things.some(({ status }) => status === "left") || kept.some(({ status }) => status === "refused"))
    return { outcome: "left", exitCode: exitCode.handoff, code: "DT_TEARDOWN_LEFT", things, kept };
  // To purge was asked for, and nobody knows what there is to purge.
  const isUnread = isPurgeWanted && ends.some(({ kept: { isRead } }) => !isRead);
  if (isUnread || things.some(({ status }) => status === "unknown"))
    return { outcome: "uncertain", exitCode: exitCode.uncertain, code: "DT_UNCERTAIN_TEARDOWN", things, kept };
  return { outcome: "gone", exitCode: exitCode.done, code: null, things, kept };
}

function toPlanned({ kind, name, cloudId }: InventoryItem): TeardownThing {
  return { kind, name, cloudId, status: "planned", saw: "", fix: "" };
}

function toThing({ item, look }: LookedAt, place: FixPlace): TeardownThing {
  const { kind, name, cloudId } = item;
  return { kind, name, cloudId, ...look, fix: look.status === "left" ? toFix(item, place) : "" };
}

/** What the commands that remove something by hand need beside its id. */
interface FixPlace {
  readonly graphUrl: string;
  readonly principalObjectId: string;
}

/** What removes one thing by hand. */
function toFix({ kind, cloudId }: InventoryItem, { graphUrl, principalObjectId }: FixPlace): string {
  if (kind === "application") return `az ad app delete --id ${cloudId}`;
  if (kind === "service principal") return `az ad sp delete --id ${cloudId}`;
  if (kind === "grant")
    return `az rest --method DELETE --url ${graphUrl}/v1.0/servicePrincipals/${principalObjectId}/appRoleAssignments/${cloudId}`;
  if (kind === "resource group") return `az group delete --name ${cloudId.split("/").at(-1) ?? cloudId}`;
  if (kind === "role assignment") return `az role assignment delete --ids ${cloudId}`;
  return `az resource delete --ids ${cloudId}`;
}

function toUnasked(kept: Kept): PurgeEnd {
  return { kept, isPurged: false, problem: "" };
}

function compareGrants(before: readonly string[] | undefined, after: readonly string[] | undefined): TeardownEnd["otherGrants"] {
  if (before === undefined || after === undefined) return null;
  const still = new Set(after);
  return { before: before.length, after: after.length, missing: before.filter((id) => !still.has(id)).length };
}
