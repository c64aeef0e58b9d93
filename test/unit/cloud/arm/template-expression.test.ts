// Proves which template expressions the simulated deployments evaluate. Cannot prove the rest of ARM's language: a
// function that is not in the table is refused by name.
import { it } from "node:test";
import type { TestContext } from "node:test";
import { evaluateTemplate } from "../../../cloud/planes/arm/template-expression.ts";

const scope = {
  parameters: { registry: "acr", tags: { a: "1" } },
  resourceGroup: { id: "/subscriptions/s/resourceGroups/g", name: "g", location: "swedencentral" },
  subscriptionId: "s",
};

const evaluated: readonly (readonly [expression: unknown, value: unknown])[] = [
  ["plain", "plain"],
  ["[[literal]", "[literal]"],
  ["[parameters('registry')]", "acr"],
  ["[format('{0}/run-{1}', parameters('registry'), 7)]", "acr/run-7"],
  ["[resourceGroup().location]", "swedencentral"],
  ["[concat('it''s ', parameters('tags').a)]", "it's 1"],
  [
    "[resourceId('Microsoft.ContainerRegistry/registries', parameters('registry'))]",
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/acr",
  ],
  [{ list: ["[parameters('registry')]", 1, true] }, { list: ["acr", 1, true] }],
];
for (const [expression, value] of evaluated) {
  it(`evaluates ${JSON.stringify(expression)}`, (t: TestContext) => {
    t.assert.deepStrictEqual(evaluateTemplate(expression, scope), value);
  });
}

for (const expression of ["[parameters('none')]", "[uniqueString('a')]", "[format('a'"]) {
  it(`refuses ${expression}`, (t: TestContext) => {
    t.assert.throws(() => evaluateTemplate(expression.endsWith("]") ? expression : `${expression}]`, scope), {
      name: "Refusal",
      code: "InvalidTemplate",
    });
  });
}
