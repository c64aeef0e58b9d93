import { toObject } from "../../lib/wire-error.ts";
import { failed, ok, type Finding } from "./finding.ts";
import type { PreflightContext } from "./preflight-context.ts";

/** A flag that says otherwise than the stack's file. */
interface Difference {
  readonly saw: string;
  /** The line that makes the file say what the flag says, without the stack. */
  readonly fix: string;
}

/** Flags and the stack's own file say the same; bootstrap never overwrites what a file says. */
export function checkConfiguration(context: PreflightContext): readonly Finding[] {
  const check = "configuration";
  const { blueprint, file } = context;
  if (!file.isThere) return [ok(check, `Pulumi.${blueprint.stackName}.yaml is new`, "no such file")];
  const differing = [...findOtherTexts(context), ...findAbsentMembers(context)];
  if (differing.length === 0) return [ok(check, `Pulumi.${blueprint.stackName}.yaml agrees with the flags`, file.path)];
  return [
    failed(
      check,
      `Pulumi.${blueprint.stackName}.yaml says otherwise than the flags, and is yours: bootstrap does not overwrite it`,
      differing.map(({ saw }) => saw).join("; "),
      differing.map(({ fix }) => `${fix} --stack ${blueprint.stackName}`).join(" && "),
    ),
  ];
}

function findOtherTexts({ flags, file }: PreflightContext): readonly Difference[] {
  const credential = toObject(file.values["credential"]);
  const generations = Array.isArray(credential["generations"]) ? credential["generations"] : [];
  const newest = Math.max(0, generations.length - 1);
  const rows: readonly (readonly [key: string, asked: string | undefined, inFile: unknown, path: string])[] = [
    ["cloud", flags.cloudName, file.values["cloud"], "cloud"],
    ["tenantId", flags.tenantId, file.values["tenantId"], "tenantId"],
    ["subscriptionId", flags.subscriptionId, file.values["subscriptionId"], "subscriptionId"],
    ["location", flags.location, file.values["location"], "location"],
    ["displayName", flags.displayName, file.values["displayName"], "displayName"],
    ["consent", flags.consent, file.values["consent"], "consent"],
    ["credential", flags.credential, credential["mode"], "--path credential.mode"],
    ["credential", flags.credentialLife, toObject(generations[newest])["life"], `--path "credential.generations[${newest}].life"`],
  ];
  return rows.flatMap(([key, asked, inFile, path]) =>
    asked === undefined || typeof inFile !== "string" || inFile.toLowerCase() === asked.toLowerCase()
      ? []
      : [{ saw: `dialtone:${key} is ${inFile}, asked for ${asked}`, fix: `pulumi config set ${path} "${asked}"` }],
  );
}

/** People who were named by flag, and are not in the file's lists. */
function findAbsentMembers({ blueprint, flags, file }: PreflightContext): readonly Difference[] {
  const { callees, operators } = file.values;
  const called = Array.isArray(callees) ? callees.map((one) => String(one).toLowerCase()) : undefined;
  const reading = Array.isArray(operators) ? operators.map((one) => String(toObject(one)["objectId"]).toLowerCase()) : undefined;
  return [
    ...(flags.callees.length === 0 || called === undefined ? [] : blueprint.callees)
      .filter(({ objectId }) => objectId !== undefined && called?.includes(objectId) === false)
      .map(({ given, objectId = "" }, index) => ({
        saw: `dialtone:callees does not have ${given}`,
        fix: `pulumi config set --path "callees[${(called?.length ?? 0) + index}]" ${objectId}`,
      })),
    ...(flags.operators.length === 0 || reading === undefined ? [] : blueprint.operators)
      .filter(({ objectId }) => reading?.includes(objectId) === false)
      .flatMap(({ objectId, principalType }, index) => {
        const path = `operators[${(reading?.length ?? 0) + index}]`;
        const set = (member: string, value: string): string => `pulumi config set --path "${path}.${member}" ${value}`;
        return [
          { saw: `dialtone:operators does not have ${objectId}`, fix: set("objectId", objectId) },
          { saw: `nor that it is a ${principalType}`, fix: set("principalType", principalType) },
        ];
      }),
  ];
}
