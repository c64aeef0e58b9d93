import { callRefusals } from "./call-refusal.ts";
import { checkOdataBody, isJsonObject, type JsonObject, toTypeName } from "./odata-check.ts";

/** The body of a create that may be placed: one callee of the tenant. */
export interface CreateBody {
  readonly callbackUri: string;
  readonly calleeObjectId: string;
  /** `displayName` of the callee as it was sent. */
  readonly calleeDisplayName: string | null;
  readonly tenantId: string;
  readonly requestedModalities: readonly string[];
  readonly mediaConfig: JsonObject;
  readonly callOptions: JsonObject | null;
  readonly subject: string | null;
}

/** Members that only the service writes. Source: docs resources/call.md ("Read-only"), read 2026-11-23; that sending one is refused is ASSUMED. */
const readOnlyMembers = [
  "id",
  "state",
  "mediaState",
  "resultInfo",
  "callRoutes",
  "myParticipantId",
  "incomingContext",
  "toneInfo",
  "transcription",
];

/** Microsoft needs these on create. Source: docs application-post-calls.md @02ecaf40 and CSDL, read 2026-11-23. */
const requiredMembers = ["callbackUri", "targets", "requestedModalities", "mediaConfig"];

/**
 * Reads the body of a create in the order in which Microsoft seems to: what cannot be mapped (500), types (400), what is
 * required (400).
 * @throws Refusal 500 9999, 400 BadRequest, 501 NotSimulated
 */
export function parseCreateBody(body: JsonObject, tenantId: string): CreateBody {
  refuseUnmappable(body);
  checkOdataBody(body, "call");
  for (const name of readOnlyMembers) {
    if (body[name] !== undefined && body[name] !== null)
      throw callRefusals.badRequest(`The property '${name}' is read-only and cannot be set.`);
  }
  for (const name of requiredMembers) {
    const value = body[name];
    if (value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)) {
      throw callRefusals.badRequest(`The property '${name}' is required.`);
    }
  }
  const callbackUri = String(body["callbackUri"]);
  // Source: docs resources/call.md ("Must be an HTTPS URL"), read 2026-11-23.
  if (!URL.canParse(callbackUri) || new URL(callbackUri).protocol !== "https:") {
    throw callRefusals.badRequest("The property 'callbackUri' must be an HTTPS URL.");
  }
  const callee = toCallee(targetsOf(body)[0] ?? {});
  return {
    callbackUri,
    ...callee,
    tenantId,
    requestedModalities: body["requestedModalities"] as readonly string[],
    mediaConfig: body["mediaConfig"] as JsonObject,
    callOptions: isJsonObject(body["callOptions"]) ? body["callOptions"] : null,
    subject: typeof body["subject"] === "string" ? body["subject"] : null,
  };
}

/** The targets that are objects; anything else is left to the body's own checks. */
export function targetsOf(body: JsonObject): readonly JsonObject[] {
  return Array.isArray(body["targets"]) ? body["targets"].filter(isJsonObject) : [];
}

/** The identities of a target by kind (`user`, `application`, `phone` …). */
export function identitiesOf(participant: JsonObject): Readonly<Record<string, JsonObject>> {
  const set = participant["identity"];
  if (!isJsonObject(set)) return {};
  return Object.fromEntries(Object.entries(set).filter((entry): entry is [string, JsonObject] => isJsonObject(entry[1])));
}

/**
 * What the calling service cannot map ends as 500 9999: no `@odata.type` on the call, a target or its identity; an
 * identity that is a string. An unnamed `mediaConfig` is refused by type (400) instead.
 * Source: msgraph-sdk-java issues 373 and 550; microsoft-graph-docs issues 7077 and 16084, read 2026-11-23.
 */
function refuseUnmappable(body: JsonObject): void {
  const targets = Array.isArray(body["targets"]) ? (body["targets"] as readonly unknown[]) : [];
  const named = (value: unknown): boolean => isJsonObject(value) && toTypeName(value) !== undefined;
  const mappable = named(body) && targets.every((target) => named(target) && (isJsonObject(target) ? named(target["identity"]) : false));
  if (!mappable) throw callRefusals.unmappable();
}

function toCallee(target: JsonObject): Pick<CreateBody, "calleeObjectId" | "calleeDisplayName"> {
  const { user, phone } = identitiesOf(target);
  if (phone !== undefined) throw callRefusals.notSimulated("calls to telephone numbers");
  const objectId = user?.["id"];
  // An identity without a user that could ring: the service cannot map it.
  if (user === undefined || typeof objectId !== "string" || objectId === "") throw callRefusals.unmappable();
  const displayName = user["displayName"];
  return { calleeObjectId: objectId, calleeDisplayName: typeof displayName === "string" ? displayName : null };
}
