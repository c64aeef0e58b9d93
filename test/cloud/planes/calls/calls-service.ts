import type { CloudContext } from "../../core/cloud-context.ts";
import type { Claims, PlaneRequest } from "../../core/operation.ts";
import type { BotRegistration } from "./bot-registration.ts";
import type { CallLife } from "./call-life.ts";
import { callRefusals } from "./call-refusal.ts";
import type { CallRegistry } from "./call-registry.ts";
import type { RegistrationStore } from "./registration-store.ts";

/** What the handlers of the calls API work with. */
export interface CallsService {
  readonly context: CloudContext;
  readonly registry: CallRegistry;
  readonly registrations: RegistrationStore;
}

/** The claims of a request whose operation needs a token. */
export function toCaller(request: PlaneRequest): Claims {
  if (request.caller === undefined) throw new Error(`${request.operation.name} was reached without a verified token`);
  return request.caller;
}

/**
 * The registration gate of every operation of the API: an app without a calling bot gets 7503, whatever it asks for.
 * Source: a public report ("whole-surface"; graph-calling facts 5.1), read 2026-11-23.
 * @throws Refusal 403 7503
 */
export function requireRegistration(service: CallsService, request: PlaneRequest): BotRegistration {
  const registration = service.registrations.find(toCaller(request).appid);
  if (registration === undefined) throw callRefusals.notRegistered();
  return registration;
}

/**
 * The live call that the path names.
 * @throws Refusal 403 7503, 404 8522
 */
export function requireCall(service: CallsService, request: PlaneRequest): CallLife {
  requireRegistration(service, request);
  const life = service.registry.findLive(request.params["callId"] ?? "", toCaller(request).appid);
  if (life === undefined) throw callRefusals.callNotFound();
  return life;
}

/** `v1.0` or `beta`, as asked. */
export function toVersion(request: PlaneRequest): string {
  return request.path.split("/")[1] ?? "v1.0";
}

/** `@odata.context` below the version that was asked. */
export function toOdataContext(request: PlaneRequest, fragment: string): string {
  return `${request.origin}/${toVersion(request)}/$metadata#${fragment}`;
}
