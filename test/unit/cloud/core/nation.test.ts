// Audiences of the national clouds. Cannot prove that Microsoft refuses the public ones there; that is marked ASSUMED.
import { test, type TestContext } from "node:test";
import { audiencesOf } from "../../../cloud/core/audiences.ts";
import { nations } from "../../../cloud/core/nation.ts";

const origins = { graph: "https://localhost:1", arm: "https://localhost:2" };

test("a government cloud takes its own audiences and none of the public cloud's", (t: TestContext) => {
  for (const nation of [nations.usgov, nations["usgov-dod"]]) {
    const names = (["graph", "arm", "vault"] as const).flatMap((audience) => audiencesOf(audience, { ...origins, nation }));
    t.assert.deepStrictEqual(
      names.filter((name) => /\.com|azure\.net|windows\.net/.test(name)),
      [],
    );
    t.assert.ok(names.includes(nation.graphAudience) && names.includes("https://vault.usgovcloudapi.net"));
  }
});

test("without a nation it is the public cloud", (t: TestContext) => {
  t.assert.ok(audiencesOf("graph", origins).includes("https://graph.microsoft.com"));
  t.assert.ok(audiencesOf("vault", origins).includes("https://vault.azure.net"));
});
