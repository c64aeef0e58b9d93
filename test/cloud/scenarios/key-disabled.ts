import type { Scenario } from "./scenario.ts";

export default {
  name: "key-disabled",
  summary: "The certificate's key is disabled in the vault: verify names the key and the command, not the app.",
  exitCode: 10,
  configuration: { credential: { mode: "certificate", generations: [{ name: "g1", life: "90d" }] } },
  cloud: {
    clockRate: 100,
    // Inner code: https://learn.microsoft.com/azure/key-vault/general/common-error-codes, read 2026-11-26; the sentence is ASSUMED.
    faults: [
      {
        name: "somebody disabled the key",
        match: { operation: "vault.keys.sign" },
        times: "always",
        action: {
          kind: "answer",
          status: 403,
          body: {
            error: {
              code: "Forbidden",
              message: "Operation sign is not allowed on a disabled key.",
              innererror: { code: "KeyDisabled" },
            },
          },
        },
      },
    ],
  },
  acts: [
    {
      kind: "verify",
      exitCode: 10,
      code: "DT_CREDENTIAL_KEY_UNUSABLE",
      posts: 0,
      hungUp: null,
      says: [
        "the vault does not sign for the calling app: the key is disabled",
        "HTTP 403 KeyDisabled",
        "az keyvault certificate set-attributes",
      ],
    },
  ],
} satisfies Scenario;
