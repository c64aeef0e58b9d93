import { microsoftGraphClientId } from "../../../infra/contract/microsoft-ids.ts";
import { toLastFour } from "../../lib/redact.ts";
import { parseJson, toObject } from "../../lib/wire-error.ts";
import { type DriftFinding, type DriftLook, type DriftSubject, toUnseenAnswer, toWord } from "./drift-finding.ts";

/** Settings by which an application lets others in: who signs in, where answers go, without which proof, what is asked for. */
export const applicationDrift: DriftLook = { of: "application", find: findApplicationDrift };

/** As infra/components/calling-app.ts makes it: nobody signs in to it. */
const audience = "AzureADMyOrg";

async function findApplicationDrift({ outputs, clients }: DriftSubject): Promise<readonly DriftFinding[]> {
  const { app, permission, stack } = outputs;
  const select = "signInAudience,isFallbackPublicClient,web,spa,publicClient,requiredResourceAccess";
  const answer = await clients.readDirectory(`/applications/${app.applicationObjectId}?$select=${select}`);
  if (answer.status !== 200) return [toUnseenAnswer("application", answer, "an operator who may read the application")];
  const application = toObject(parseJson(answer.text));
  const implicit = toObject(toObject(application["web"])["implicitGrantSettings"]);
  const fix = `pulumi up --stack ${stack} --refresh`;
  const changed: readonly (readonly [what: string, saw: unknown, expected: unknown])[] = [
    ["who may sign in (signInAudience)", application["signInAudience"], audience],
    ["a client without proof (isFallbackPublicClient)", application["isFallbackPublicClient"] ?? false, false],
    ["access tokens by the implicit flow", implicit["enableAccessTokenIssuance"] ?? false, false],
    ["id tokens by the implicit flow", implicit["enableIdTokenIssuance"] ?? false, false],
  ];
  const addresses = ["web", "spa", "publicClient"].flatMap((kind) =>
    [toObject(application[kind])["redirectUris"] ?? []].flat().map((uri) => `redirect URI ${toWord(uri)} (${kind})`),
  );
  const asked = toAsked(application["requiredResourceAccess"]);
  const own = `${microsoftGraphClientId} ${permission.appRoleId} Role`;
  const extra = [
    ...addresses,
    ...asked.filter((one) => one !== own).map((one) => `${toShown(one)} is asked for: the next consent would grant it`),
  ];
  return [
    ...changed
      .filter(([, saw, expected]) => saw !== expected)
      .map(([what, saw, expected]): DriftFinding => ({
        of: "application",
        kind: "changed",
        what: `${what} is ${String(saw)}, and was ${String(expected)}`,
        fix,
      })),
    ...extra.map((what): DriftFinding => ({ of: "application", kind: "extra", what, fix })),
    ...(asked.includes(own)
      ? []
      : [{ of: "application", kind: "missing", what: `${permission.value} is not asked for: a consent would not grant it`, fix } as const]),
  ];
}

/** Each permission that is asked for, as `api permission type`. */
function toAsked(requiredResourceAccess: unknown): readonly string[] {
  return [requiredResourceAccess ?? []].flat().flatMap((api) => {
    const { resourceAppId, resourceAccess } = toObject(api);
    return [resourceAccess ?? []].flat().map((one) => {
      const { id, type } = toObject(one);
      return `${toWord(resourceAppId)} ${toWord(id)} ${toWord(type)}`;
    });
  });
}

function toShown(asked: string): string {
  const [api = "", permission = "", type = ""] = asked.split(" ");
  return `${type === "Scope" ? "delegated permission" : "app role"} ${toLastFour(permission)} of ${api === microsoftGraphClientId ? "Microsoft Graph" : `API ${toLastFour(api)}`}`;
}
