// Which environments bootstrap takes for production, by their names alone. Cannot prove what a team calls its own.
import { test, type TestContext } from "node:test";
import { isProduction } from "../../../../scripts/bootstrap/is-production.ts";

test("an environment is taken for production by its name", (t: TestContext) => {
  const names = ["prod", "PROD", "prd", "production", "live", "prod-eu", "prod.2", "dev", "preprod", "product", "livetest", "non-prod"];
  t.assert.deepStrictEqual(names.filter(isProduction), ["prod", "PROD", "prd", "production", "live", "prod-eu", "prod.2"]);
});
