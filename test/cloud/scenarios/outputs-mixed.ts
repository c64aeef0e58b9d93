import type { Scenario } from "./scenario.ts";

export default {
  name: "outputs-mixed",
  summary: "The outputs name another stack's bot, then its whole vault: verify refuses them by name, before it asks anybody anything.",
  exitCode: 2,
  cloud: { clockRate: 60 },
  acts: [
    {
      kind: "outputs",
      sets: {
        "bot.resourceId":
          "/subscriptions/a56c34e9-d1fa-4581-87a3-91111dd36a3b/resourceGroups/dialtone-of-another-stack/providers/Microsoft.BotService/botServices/bot",
      },
    },
    { kind: "verify", exitCode: 2, posts: 0, hungUp: null, shows: ["DT_CONFIG_FOREIGN", "dialtone-of-another-stack"] },
    // A vault that fits in itself, reference and all, is given away by its mark.
    {
      kind: "outputs",
      sets: {
        "vault.url": "https://localhost:1/",
        "credential.secretUrl": "https://localhost:1/secrets/x",
      },
    },
    {
      kind: "verify",
      exitCode: 2,
      posts: 0,
      hungUp: null,
      shows: ["DT_CONFIG_FOREIGN", "vault: https://localhost:1/"],
    },
  ],
} satisfies Scenario;
