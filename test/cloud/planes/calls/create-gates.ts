import type { DirectoryReader } from "../../core/cloud-context.ts";
import type { Claims, Refusal } from "../../core/operation.ts";
import type { BotRegistration } from "./bot-registration.ts";
import { callRefusals } from "./call-refusal.ts";
import { callingRole, createRequirements, type RoleRequirement } from "./calling-role.ts";
import { identitiesOf, targetsOf } from "./create-body.ts";
import { type JsonObject, toTypeName } from "./odata-check.ts";

/** A create that stands before the gates. */
interface CreateAttempt {
  readonly caller: Claims;
  readonly registration: BotRegistration | undefined;
  /** The body, or the refusal of a body that is no JSON object. */
  readonly body: JsonObject | Refusal;
  readonly directory: DirectoryReader;
}

/** One gate: undefined lets the attempt pass. */
export interface Gate {
  readonly name: "registration" | "identity" | "tenant" | "role" | "source";
  readonly refusalOf: (attempt: CreateAttempt) => Refusal | undefined;
}

/**
 * The gates of `POST /communications/calls` behind the token, in their order; the body's own checks come last. A refusal
 * of one says nothing about those after it.
 * Source: the order is INFERRED from public reports (7503 seen with tokens that have no calling role, 7505 with exactly
 * the right one: graph-calling facts 5.1, read 2026-11-23). A body that is no JSON cannot be asked for its tenant: it
 * passes the tenant gate and is refused after the role gate, ASSUMED.
 */
export const createGates: readonly Gate[] = [
  { name: "registration", refusalOf: ({ registration }) => (registration === undefined ? callRefusals.notRegistered() : undefined) },
  { name: "identity", refusalOf: ({ caller }) => (caller.idtyp === "user" ? callRefusals.userToken() : undefined) },
  { name: "tenant", refusalOf: (attempt) => (isTenantMismatched(attempt) ? callRefusals.tenantMismatch() : undefined) },
  { name: "role", refusalOf: (attempt) => (isRoleMissing(attempt) ? callRefusals.roleMissing() : undefined) },
  { name: "source", refusalOf: (attempt) => (isSourceForeign(attempt) ? callRefusals.sourceInvalid() : undefined) },
];

/**
 * 7505: the top-level `tenantId` is absent or not the token's; the bot belongs to another tenant; the callee is a bot, a
 * guest or of another organisation.
 * Source: microsoft-graph-docs PR 9496 and issues 7080, 9481; msteams-docs issue 1865; microsoft-graph-comms-samples issues
 * 144 and 720, read 2026-11-23.
 */
function isTenantMismatched({ caller, registration, body, directory }: CreateAttempt): boolean {
  if (!isBody(body)) return false;
  const tenantId = body["tenantId"];
  if (typeof tenantId !== "string" || tenantId.toLowerCase() !== caller.tid.toLowerCase()) return true;
  if (registration?.tenantId !== undefined && registration.tenantId.toLowerCase() !== caller.tid.toLowerCase()) return true;
  return targetsOf(body).some((target) => {
    const { user, application } = identitiesOf(target);
    if (application !== undefined) return true;
    const objectId = user?.["id"];
    const ofTenant = user?.["tenantId"];
    if (typeof ofTenant === "string" && ofTenant.toLowerCase() !== caller.tid.toLowerCase()) return true;
    return typeof objectId === "string" && isOutsideTenant(directory, objectId);
  });
}

function isOutsideTenant(directory: DirectoryReader, objectId: string): boolean {
  const user = directory.user(objectId);
  if (user === undefined) return directory.principal(objectId)?.principalType === "ServicePrincipal";
  return user.userType === "Guest" || user.calling.kind === "federated" || user.calling.kind === "bot";
}

/** 7504: the token's roles do not allow what the body asks for; app-hosted media needs a role of its own on top. */
function isRoleMissing({ caller, body }: CreateAttempt): boolean {
  const roles: readonly string[] = caller.roles ?? [];
  const allows = (requirement: RoleRequirement): boolean => requirement.some((role) => roles.includes(role));
  if (!isBody(body)) return !allows(createRequirements.oneCallee);
  if (isMeeting(body)) return !allows(createRequirements.meeting);
  if (!allows(targetsOf(body).length > 1 ? createRequirements.severalCallees : createRequirements.oneCallee)) return true;
  return isAppHosted(body) && !roles.includes(callingRole.accessMedia);
}

/** 7507: a source that is a user, an application instance (none is bound to any app here) or another app. */
function isSourceForeign({ caller, body }: CreateAttempt): boolean {
  if (!isBody(body) || typeof body["source"] !== "object" || body["source"] === null) return false;
  const { application, ...others } = identitiesOf(body["source"] as JsonObject);
  if (Object.keys(others).length > 0) return true;
  const clientId = application?.["id"];
  return application !== undefined && (typeof clientId !== "string" || clientId.toLowerCase() !== caller.appid.toLowerCase());
}

/** True for a body that joins a meeting instead of ringing somebody. */
export function isMeeting(body: JsonObject): boolean {
  return [body["meetingInfo"], body["chatInfo"]].some((member) => member !== undefined && member !== null);
}

function isAppHosted(body: JsonObject): boolean {
  const mediaConfig = body["mediaConfig"];
  return typeof mediaConfig === "object" && mediaConfig !== null && toTypeName(mediaConfig as JsonObject) === "appHostedMediaConfig";
}

function isBody(body: CreateAttempt["body"]): body is JsonObject {
  return !(body instanceof Error);
}
