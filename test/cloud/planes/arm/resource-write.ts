import type { ArmResource } from "../../core/cloud-context.ts";
import { Refusal } from "../../core/operation.ts";
import type { Claims, PlaneRequest, Reply } from "../../core/operation.ts";
import type { ArmId } from "./arm-id.ts";
import { armRefusals } from "./arm-refusals.ts";
import { checkBody, isRecord, textOf } from "./body-check.ts";
import type { Json } from "./body-check.ts";
import type { LongRunningOperation } from "./long-running.ts";
import { mergeDeep, mergePatch } from "./merge.ts";
import type { OperationError } from "./operation-failure.ts";
import { answerOf, withState, toTold } from "./resource-answer.ts";
import { checkTags } from "./check-tags.ts";
import { checkLocation, requirePlace } from "./resource-place.ts";
import { callerOf, idOf, injectedFailure, requireAction } from "./resource-request.ts";
import type { ResourceServices } from "./resource-services.ts";
import type { ResourceKind, ResourceWrite } from "./resource-type.ts";

/** `PUT` and `PATCH`: 200, 201 or 202; 400, 403, 404, 409. */
export async function writeResource(
  services: ResourceServices,
  kind: ResourceKind,
  request: PlaneRequest,
  actionType = kind.rules.type,
): Promise<Reply> {
  const id = idOf(services, request, kind);
  requireAction(services, request, `${actionType}/write`, id.id);
  const { reply } = await putResource(services, kind, {
    id,
    sentBody: kind.rules.hasOptionalBody === true && request.body.length === 0 ? {} : request.json(),
    caller: callerOf(request),
    method: request.method,
    apiVersion: request.query.get("api-version") ?? "",
    injected: injectedFailure(request),
  });
  return reply;
}

/** One write, from a request or from a deployment. */
export interface ResourcePut {
  readonly id: ArmId;
  readonly sentBody: unknown;
  readonly caller: Claims;
  readonly method: string;
  readonly apiVersion: string;
  /** A fault rule that wants the operation to fail. */
  readonly injected?: OperationError | undefined;
}

/** The write itself; deployments come here too, with the rights of who deployed. */
export async function putResource(
  services: ResourceServices,
  kind: ResourceKind,
  put: ResourcePut,
): Promise<{ readonly reply: Reply; readonly operation: LongRunningOperation | undefined }> {
  const { rules, behaviour } = kind;
  const { id, sentBody, caller, method, apiVersion, injected } = put;
  const current = services.resources.get(id.id);
  requirePlace(services, kind, id);
  if (!rules.name.pattern.test(id.name)) throw new Refusal(400, rules.name.code, rules.name.message(id.name));
  if (method === "PATCH" && current === undefined) throw armRefusals.resourceNotFound(rules.type, id.name, id.resourceGroupName);
  if (services.operations.isRunningOn(id.id)) throw armRefusals.busy(id.name);
  const currentAnswer = current === undefined ? undefined : ({ ...toTold(kind, current) } as Json);
  const asked = method === "PATCH" ? mergePatch(currentAnswer ?? {}, sentBody) : sentBody;
  const body = checkBody(rules.body, withoutIdentity(asked, id, rules.type), currentAnswer);
  checkTags(body["tags"], rules.type);
  checkLocation(services, kind, id, body, current);
  const write: ResourceWrite = { id, caller, body, current, apiVersion };
  await behaviour.admit?.(write);
  const own = "identity" in rules.body.members ? services.identities.assign(id.id, id.name, body["identity"] as Json | undefined) : {};
  const derived = mergeDeep(own, (await behaviour.derive?.(write)) ?? {});
  const first = compose(services, rules.type, id, body, derived, current, caller);
  const style = method === "PATCH" && rules.write.isPatchFinal === true ? "none" : rules.write.style;
  const isAccepted = current !== undefined && style !== "none" && rules.write.createdStatus === 202;
  const changedStatus = current === undefined ? rules.write.createdStatus : isAccepted ? 202 : 200;
  if (style === "none") {
    if (injected !== undefined) throw new Refusal(409, injected.code, injected.message);
    const more = await behaviour.work?.(first, write);
    const done = withState(more === undefined ? first : (mergeDeep(first, more) as ArmResource), "Succeeded");
    services.resources.put(done);
    return { reply: { status: changedStatus, json: answerOf(kind, done) }, operation: undefined };
  }
  services.resources.put(withState(first, rules.write.workingState ?? (current === undefined ? "Creating" : "Updating")));
  const settle = (state: string, more: Json | undefined): void => {
    const latest = services.resources.get(id.id);
    if (latest !== undefined)
      services.resources.put(withState(more === undefined ? latest : (mergeDeep(latest, more) as ArmResource), state));
  };
  let more: Json | undefined;
  const operation = services.operations.start({
    operation: `${rules.operation}.operation`,
    method,
    resourceId: id.id,
    callerObjectId: caller.oid,
    durationMs: rules.write.durationMs,
    injected,
    work: async () => {
      more = await behaviour.work?.(first, write);
    },
    succeeded: () => settle("Succeeded", more),
    failed: () => settle("Failed", undefined),
    result: () => answerOf(kind, services.resources.get(id.id) ?? first),
  });
  const location = first.location ?? services.resources.get(id.parentId)?.location ?? "global";
  const headers = services.operations.headers(operation, style, {
    namespace: rules.type.split("/")[0] ?? "",
    location,
    apiVersion,
  });
  const withBody = style !== "location";
  const json = withBody ? { json: answerOf(kind, services.resources.get(id.id) ?? first) } : {};
  return { reply: { status: changedStatus, headers, ...json }, operation };
}

/** `id`, `name` and `type` may come back as read; anything else under these names is refused. */
function withoutIdentity(body: unknown, id: ArmId, type: string): unknown {
  if (!isRecord(body)) return body;
  const { id: sentId, name, type: sentType, systemData: _systemData, ...rest } = body;
  for (const [member, sent, actual] of [
    ["id", sentId, id.id],
    // A bot's channel is called `bot/channel` in answers: the last segment counts.
    ["name", typeof name === "string" ? name.slice(name.lastIndexOf("/") + 1) : name, id.name],
    ["type", sentType, type],
  ] as const) {
    if (sent !== undefined && sent !== null && textOf(sent).toLowerCase() !== actual.toLowerCase()) {
      throw new Refusal(
        400,
        "InvalidRequestContent",
        `The resource ${member} '${textOf(sent)}' in the body does not match '${actual}' in the URI.`,
      );
    }
  }
  return rest;
}

function compose(
  services: ResourceServices,
  type: string,
  id: ArmId,
  body: Json,
  derived: Json,
  current: ArmResource | undefined,
  caller: Claims,
): ArmResource {
  const now = new Date(services.context.clock.wallMs()).toISOString();
  const by = { By: caller.idtyp === "user" ? caller.oid : caller.appid, ByType: caller.idtyp === "user" ? "User" : "Application" };
  const before = current?.["systemData"];
  const created = isRecord(before)
    ? { createdBy: before["createdBy"], createdByType: before["createdByType"], createdAt: before["createdAt"] }
    : { createdBy: by.By, createdByType: by.ByType, createdAt: now };
  return mergeDeep(
    {
      id: id.id,
      name: id.name,
      type,
      ...body,
      properties: isRecord(body["properties"]) ? body["properties"] : {},
      systemData: { ...created, lastModifiedBy: by.By, lastModifiedByType: by.ByType, lastModifiedAt: now },
    },
    derived,
  ) as ArmResource;
}
