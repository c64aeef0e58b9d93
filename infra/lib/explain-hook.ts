import * as pulumi from "@pulumi/pulumi";
import { DialtoneError } from "../contract/dialtone-error.ts";

/** The `hooks` option of a credential; empty where the engine knows no error hooks. */
export interface ExplainHook {
  readonly hooks?: { onError: pulumi.ErrorHook[] };
}

/**
 * What an app management policy refuses a credential with: the provider hands on the sentence alone.
 * Sources: Azure/azure-cli#31215, microsoft/PubSec-Info-Assistant#681, read 2026-11-25.
 */
const forbidden = [
  {
    pattern: /credential type not allowed as per assigned policy/i,
    expected: "a kind of credential that the tenant allows",
    fix: "credential mode certificate (the key stays in Key Vault) or federated (no secret at all), as Pulumi.dev.yaml shows; then: pulumi up",
  },
  {
    pattern: /lifetime exceeds the max value allowed as per assigned policy/i,
    expected: "a life that the tenant allows",
    fix: "a shorter life for the generation in dialtone:credential; then: pulumi up",
  },
] as const;

/** What the tenant's policy means for the configuration; undefined for any other failure. Pure. */
export function explainRefusal(message: string): DialtoneError | undefined {
  const known = forbidden.find(({ pattern }) => pattern.test(message));
  if (known === undefined) return undefined;
  const { pattern, expected, fix } = known;
  return new DialtoneError({
    code: "DT_CONFIG_CREDENTIAL_FORBIDDEN",
    what: "an app management policy of the tenant forbids the credential that the configuration asks for",
    saw: pattern.exec(message)?.[0] ?? "",
    expected,
    fix,
  });
}

/**
 * A hook that tells whoever runs `pulumi up` what to do about a credential that the tenant forbids. It retries nothing: the
 * answer would be the same. Call it inside of the program. The SDK's mock monitor has no error hooks; there, nothing is told.
 */
export function createExplainHook(): ExplainHook {
  if (typeof pulumi.runtime.getMonitor()?.registerErrorHook !== "function") return {};
  const hook = new pulumi.ErrorHook("dialtone-explain-credential", async ({ errors: [newest = ""] }) => {
    const explained = explainRefusal(newest);
    if (explained !== undefined) await pulumi.log.error(explained.message);
    return false;
  });
  return { hooks: { onError: [hook] } };
}
