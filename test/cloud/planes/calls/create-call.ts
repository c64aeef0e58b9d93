import { type PlaneRequest, Refusal, type Reply } from "../../core/operation.ts";
import { callLimits } from "./call-timing.ts";
import { callRefusals } from "./call-refusal.ts";
import { toCallResource } from "./call-resource.ts";
import { type CallsService, toCaller, toOdataContext, toVersion } from "./calls-service.ts";
import { parseCreateBody, targetsOf } from "./create-body.ts";
import { createGates, isMeeting } from "./create-gates.ts";
import { isJsonObject, type JsonObject } from "./odata-check.ts";

/**
 * `POST /communications/calls`: the gates in their order, then the body, then the limits, then the ring.
 * 201 the call with `Location`; 400 BadRequest; 403 7503, 7505, 7504, 7507; 429 TooManyRequests; 500 9999; 501 NotSimulated.
 */
export function createCall(service: CallsService, request: PlaneRequest): Reply {
  const caller = toCaller(request);
  const { directory } = service.context;
  const registration = service.registrations.find(caller.appid);
  const body = readBody(request);
  for (const gate of createGates) {
    const refusal = gate.refusalOf({ caller, registration, body, directory });
    if (refusal !== undefined) throw refusal;
  }
  if (body instanceof Refusal) throw body;
  if (isMeeting(body)) throw callRefusals.notSimulated("meetings");
  const created = parseCreateBody(body, caller.tid);
  if (targetsOf(body).length > 1) throw callRefusals.notSimulated("group calls");
  // Source: unknown callee ids end as 9999 (microsoft-graph-comms-samples issues 308 and 794, read 2026-11-23).
  const callee = directory.user(created.calleeObjectId);
  if (callee === undefined) throw callRefusals.unmappable();
  if (service.registry.countLive(caller.appid) >= callLimits.concurrentCallsPerApp) {
    throw callRefusals.tooManyCalls(callLimits.retryAfterSeconds);
  }
  const call = service.registry.place(
    { clientId: caller.appid, botDisplayName: registration?.displayName ?? "", requestId: request.requestId },
    created,
    // ASSUMED: a blocked account has no signed-in Teams client.
    callee.accountEnabled ? callee.calling : { kind: "signed-out", afterMs: callee.calling.afterMs },
  );
  return {
    status: 201,
    headers: { location: `${request.origin}/${toVersion(request)}/communications/calls/${call.identity.callId}` },
    // The docs show `app/calls` on create and `communications/calls` on get.
    json: toCallResource(call, toOdataContext(request, "app/calls/$entity")),
  };
}

function readBody(request: PlaneRequest): JsonObject | Refusal {
  try {
    const body = request.json();
    return isJsonObject(body) ? body : callRefusals.badRequest("The request body must be an object.");
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
