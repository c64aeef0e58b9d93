// Cannot prove: behaviour; the types say names, nullability and collections, nothing about read-only or values.
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { entityTypes, parsePropertyRule } from "../../../cloud/planes/graph/entity-types.ts";

const published = readFileSync(
  new URL(import.meta.resolve("@microsoft/microsoft-graph-types/package.json")).pathname.replace("package.json", "microsoft-graph.d.ts"),
  "utf8",
);

/** `name -> type text` of an interface and of what it extends. */
function membersOf(name: string): Map<string, string> {
  const [, parent, body = ""] = new RegExp(`^export interface ${name}(?: extends (\\w+))? \\{([^]*?)^\\}`, "m").exec(published) ?? [];
  const members = parent === undefined ? new Map<string, string>() : membersOf(parent);
  for (const [, member = "", type = ""] of body.matchAll(/^ {4}(\w+)\?: ([^;]+);$/gm)) members.set(member, type);
  return members;
}

for (const [name, table] of Object.entries(entityTypes)) {
  test(`the table of ${name} says what Microsoft's types say of every property in it`, (t) => {
    const members = membersOf(name.charAt(0).toUpperCase() + name.slice(1));
    const differences = Object.entries(table).filter(([property, text]) => {
      const type = members.get(property);
      const rule = parsePropertyRule(text);
      return type === undefined || type.startsWith("NullableOption<") !== rule.isNullable || /\[\]>?$/.test(type) !== rule.isCollection;
    });
    t.assert.deepEqual(differences, []);
  });
}
