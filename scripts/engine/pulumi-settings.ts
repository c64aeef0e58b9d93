/**
 * The environment without any setting of the user's for Pulumi. PULUMI_ACCESS_TOKEN, PULUMI_STACK and
 * PULUMI_CONFIG_PASSPHRASE mean another backend, stack or state than ours; with a PULUMI_OPTION_ of another command even
 * `pulumi version` fails (seen with CLI 3.259.0 on 2026-11-26). Pure.
 */
export function withoutPulumiSettings(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined && !/^PULUMI_/i.test(entry[0])),
  );
}
