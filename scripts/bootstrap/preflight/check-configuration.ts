import { toObject } from "../../lib/wire-error.ts";
import { failed, ok, type Finding } from "./finding.ts";
import type { PreflightContext } from "./preflight-context.ts";

/** Flags and the stack's own file say the same; bootstrap never overwrites what a file says. */
export function checkConfiguration({ blueprint, flags, file }: PreflightContext): readonly Finding[] {
  const check = "configuration";
  const read = (key: string): string | undefined => {
    const value = key === "credential" ? toObject(file.values[key])["mode"] : file.values[key];
    return typeof value === "string" ? value : undefined;
  };
  if (!file.isThere) return [ok(check, `Pulumi.${blueprint.stackName}.yaml is new`, "no such file")];
  const given = {
    tenantId: flags.tenantId,
    subscriptionId: flags.subscriptionId,
    location: flags.location,
    displayName: flags.displayName,
    consent: flags.consent,
    credential: flags.credential,
  };
  const differing = Object.entries(given).filter(
    ([key, value]) => value !== undefined && read(key) !== undefined && read(key)?.toLowerCase() !== value.toLowerCase(),
  );
  if (differing.length === 0) return [ok(check, `Pulumi.${blueprint.stackName}.yaml agrees with the flags`, file.path)];
  return [
    failed(
      check,
      `Pulumi.${blueprint.stackName}.yaml says otherwise than the flags, and is yours: bootstrap does not overwrite it`,
      differing.map(([key, value]) => `dialtone:${key} is ${read(key) ?? ""}, asked for ${String(value)}`).join("; "),
      differing
        .map(
          ([key, value]) =>
            `pulumi config set ${key === "credential" ? "--path credential.mode" : key} "${String(value)}" --stack ${blueprint.stackName}`,
        )
        .join(" && "),
    ),
  ];
}
