import { parseJson, toObject } from "../../lib/wire-error.ts";
import { failed, ok, unreadable, type Finding } from "./finding.ts";
import { describeAnswer, unanswered, type PreflightContext } from "./preflight-context.ts";

const check = "credential-policy";

/** Credential modes, and which restrictions of the tenant's policy forbid or shorten each. */
const modes = {
  secret: { members: "passwordCredentials", forbids: ["passwordAddition"], limits: "passwordLifetime" },
  certificate: { members: "keyCredentials", forbids: [], limits: "asymmetricKeyLifetime" },
  federated: { members: "", forbids: [], limits: "" },
} as const;
type Mode = keyof typeof modes;

/**
 * The tenant lets applications have the kind of credential that is configured, for as long as is configured.
 * Source: https://learn.microsoft.com/graph/api/resources/tenantappmanagementpolicy, read 2026-11-25.
 */
export async function checkCredentialPolicy({ cloud, blueprint, file }: PreflightContext): Promise<readonly Finding[]> {
  const { mode, life } = blueprint.credential;
  const lifeDays = Number.parseInt(life, 10) / (life.endsWith("h") ? 24 : 1);
  const where = file.values["credential"] === undefined ? undefined : `dialtone:credential in Pulumi.${blueprint.stackName}.yaml`;
  const answer = await cloud.readGraph("/policies/defaultAppManagementPolicy");
  if (answer.status === 403)
    return [
      unreadable(
        check,
        "the tenant's policy for credentials of applications cannot be read by this sign-in",
        describeAnswer(answer),
        "where it forbids the credential, pulumi up says so and names the other modes",
      ),
    ];
  if (answer.status !== 200) return [unanswered(check, "which credentials the tenant allows", answer)];
  const policy = toObject(parseJson(answer.text));
  if (policy["isEnabled"] !== true) return [ok(check, "the tenant has no policy against credentials of applications", "isEnabled false")];
  const isForbidden = (candidate: Mode): boolean =>
    toRestrictions(policy, candidate).some((one) =>
      (modes[candidate].forbids as readonly string[]).includes(String(one["restrictionType"])),
    );
  if (isForbidden(mode)) {
    const others = (Object.keys(modes) as Mode[]).filter((candidate) => candidate !== mode && !isForbidden(candidate));
    return [
      failed(
        check,
        `the tenant forbids credentials of the mode "${mode}"`,
        modes[mode].forbids.join(", "),
        `use another mode, ${others.join(" or ")}: ${where ?? "--credential certificate"}`,
      ),
    ];
  }
  const limit = toRestrictions(policy, mode).find((one) => one["restrictionType"] === modes[mode].limits);
  const limitDays = limit === undefined ? undefined : toDays(limit["maxLifetime"]);
  if (limitDays !== undefined && limitDays < lifeDays)
    return [
      failed(
        check,
        `the tenant allows such a credential to live ${limitDays} days at most`,
        `a life of ${lifeDays} days is configured`,
        `${where ?? "--credential-life"} ${limitDays}d`,
      ),
    ];
  return [
    ok(
      check,
      `the tenant allows credentials of the mode "${mode}" for ${lifeDays} days`,
      limitDays === undefined ? "no limit of life" : `${limitDays} days at most`,
    ),
  ];
}

/** Enabled restrictions on this mode's credentials that already count for a new application. */
function toRestrictions(policy: Readonly<Record<string, unknown>>, mode: Mode): readonly Readonly<Record<string, unknown>>[] {
  const members = toObject(policy["applicationRestrictions"])[modes[mode].members];
  if (!Array.isArray(members)) return [];
  return members.map(toObject).filter((one) => {
    const from = Date.parse(String(one["restrictForAppsCreatedAfterDateTime"]));
    return one["state"] !== "disabled" && (Number.isNaN(from) || from <= Date.now());
  });
}

/** Days of an ISO 8601 duration as the policy has it: `P90D`, `P4DT23H`. */
function toDays(duration: unknown): number | undefined {
  const [, years, months, days, hours] = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?.*)?$/.exec(String(duration)) ?? [];
  const total = Number(years ?? 0) * 365 + Number(months ?? 0) * 30 + Number(days ?? 0) + Number(hours ?? 0) / 24;
  return total > 0 ? Math.floor(total) : undefined;
}
