import { parseJson, toObject } from "../../lib/wire-error.ts";
import { entraRoleTemplateIds, grantingRoles, registeringRoles, type EntraRoleName } from "../entra-roles.ts";
import { needsPerson, ok, unknown, unreadable, type Finding } from "./finding.ts";
import { describeAnswer, toList, unanswered, type PreflightContext } from "./preflight-context.ts";

/** The sign-in may register the application and, where this configuration has it do so, grant what needs a grant. */
export async function checkEntraRights(context: PreflightContext): Promise<readonly Finding[]> {
  return context.cloud.signedIn.principalType === "ServicePrincipal" ? checkProgram(context) : checkPerson(context);
}

/** What a configuration needs granted, in a reader's words; undefined where it needs nothing. */
function toGrantReason({ blueprint }: PreflightContext): string | undefined {
  if (blueprint.pipeline !== undefined) return "the pipeline's identities need application permissions of Microsoft Graph";
  return blueprint.consent === "grant" ? "consent: grant lets pulumi up consent" : undefined;
}

function checkProgram(context: PreflightContext): readonly Finding[] {
  const { graphRoles, objectId } = context.cloud.signedIn;
  const has = (...wanted: readonly string[]): string | undefined => wanted.find((role) => graphRoles.includes(role));
  const grantCure = (role: string): string =>
    `a Privileged Role Administrator grants ${role} on Microsoft Graph to the service principal ${objectId}`;
  const registering = has("Application.ReadWrite.OwnedBy", "Application.ReadWrite.All", "Directory.ReadWrite.All");
  const saw = `roles ${graphRoles.length === 0 ? "none" : graphRoles.join(", ")}`;
  const reason = toGrantReason(context);
  return [
    registering === undefined
      ? needsPerson(
          "entra-register",
          "this service principal may not register applications",
          saw,
          grantCure("Application.ReadWrite.OwnedBy"),
        )
      : ok("entra-register", "this service principal may register applications", registering),
    ...(reason === undefined
      ? []
      : [
          has("AppRoleAssignment.ReadWrite.All") === undefined
            ? needsPerson(
                "entra-grant",
                `this service principal may not grant, and ${reason}`,
                saw,
                `${grantCure("AppRoleAssignment.ReadWrite.All")}, which is nearly as much as Global Administrator; or: --consent manual`,
              )
            : ok("entra-grant", "this service principal may grant application permissions", "AppRoleAssignment.ReadWrite.All"),
        ]),
  ];
}

async function checkPerson(context: PreflightContext): Promise<readonly Finding[]> {
  const { cloud } = context;
  const answer = await cloud.readGraph("/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=displayName,roleTemplateId");
  if (answer.status !== 200) return [unanswered("entra-register", "which Entra roles this sign-in has", answer)];
  const templates = new Set(toList(answer).map((role) => String(role["roleTemplateId"]).toLowerCase()));
  const held = (Object.keys(entraRoleTemplateIds) as EntraRoleName[]).filter((name) => templates.has(entraRoleTemplateIds[name]));
  const reason = toGrantReason(context);
  return [await toRegistering(context, held), ...(reason === undefined ? [] : [toGranting(context, held, reason)])];
}

const toSaw = (held: readonly string[]): string => (held.length === 0 ? "no active Entra role that counts here" : held.join(", "));

async function toRegistering({ cloud, blueprint }: PreflightContext, held: readonly EntraRoleName[]): Promise<Finding> {
  const check = "entra-register";
  const role = held.find((name) => registeringRoles.includes(name));
  if (role !== undefined) return ok(check, "this sign-in may register applications", role);
  const policy = await cloud.readGraph("/policies/authorizationPolicy?$select=defaultUserRolePermissions");
  const cure = `a Privileged Role Administrator of tenant ${blueprint.tenantId} gives the user ${cloud.signedIn.objectId} the Entra role Application Developer (or activate it in Privileged Identity Management)`;
  if (policy.status === 403)
    return unreadable(
      check,
      "whether every member may register applications cannot be read by this sign-in",
      describeAnswer(policy),
      `if pulumi up is refused: ${cure}`,
    );
  if (policy.status !== 200)
    return unknown(check, "could not find out: whether this sign-in may register applications", describeAnswer(policy), "run it again");
  const allowed = toObject(toObject(parseJson(policy.text))["defaultUserRolePermissions"])["allowedToCreateApps"];
  if (allowed === true) return ok(check, "every member of the tenant may register applications", "allowedToCreateApps true");
  return needsPerson(
    check,
    "this sign-in may not register applications, and the tenant does not let every member",
    `${toSaw(held)}; allowedToCreateApps false`,
    cure,
  );
}

function toGranting({ cloud, blueprint }: PreflightContext, held: readonly EntraRoleName[], reason: string): Finding {
  const check = "entra-grant";
  const role = held.find((name) => grantingRoles.includes(name));
  if (role !== undefined) return ok(check, "this sign-in may grant application permissions of Microsoft Graph", role);
  const way =
    blueprint.pipeline === undefined
      ? "; or --consent manual: everything is deployed, and an administrator consents with one link"
      : "; or leave --ci out and have an administrator run bootstrap with it";
  return needsPerson(
    check,
    `this sign-in may not grant, and ${reason}`,
    toSaw(held),
    `a Privileged Role Administrator of tenant ${blueprint.tenantId} gives the user ${cloud.signedIn.objectId} the Entra role Privileged Role Administrator (or activate it in Privileged Identity Management)${way}`,
  );
}
