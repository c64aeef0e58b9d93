// The azure-native table against the installed SDK's own declarations: names, requirements and API versions. Cannot
// prove the paths, nor what is flattened out of `properties`: the SDK does not say; the simulated ARM refuses what it does not know.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathInputsOf, type ArmType } from "../../../cloud/providers/azure-native/arm-type.ts";
import { armTypes } from "../../../cloud/providers/azure-native/arm-types.ts";
import type { Shape } from "../../../cloud/providers/shape.ts";

const sdk = join(process.cwd(), "node_modules/@pulumi/azure-native");
const inputTypes = readFileSync(join(sdk, "types/input.d.ts"), "utf8");

interface Member {
  readonly isOptional: boolean;
  readonly declared: string;
}

function declarationOf(armType: ArmType): { text: string; className: string } {
  const [, module = "", className = ""] = armType.type.split(":");
  const file = join(sdk, module, `${className[0]?.toLowerCase() ?? ""}${className.slice(1)}.d.ts`);
  return { text: readFileSync(file, "utf8"), className };
}

function membersOf(block: string): Map<string, Member> {
  const withoutComments = block.replaceAll(/\/\*\*[\s\S]*?\*\//g, "");
  return new Map(
    [...withoutComments.matchAll(/^\s+(?:readonly )?(\w+)(\??): ([^\n]*)/gm)].map(([, name = "", optional, declared = ""]) => [
      name,
      { isOptional: optional === "?", declared },
    ]),
  );
}

function interfaceOf(text: string, name: string): Map<string, Member> {
  const start = text.indexOf(`interface ${name} {`);
  assert.notEqual(start, -1, name);
  const indent = /[ ]*$/.exec(text.slice(0, start).replace(/export $/, ""))?.[0] ?? "";
  return membersOf(text.slice(text.indexOf("\n", start), text.indexOf(`\n${indent}}`, start)));
}

function unknownIn(shape: Shape, declared: string, path: string): string[] {
  if (shape === true) return [];
  if (Array.isArray(shape)) return unknownIn((shape as readonly [Shape])[0], declared, `${path}[]`);
  const names = [...declared.matchAll(/inputs\.(\w+)\.(\w+)/g)].map(([, module = "", name = ""]) => ({ module, name }));
  // The channel's properties are a union; the stand-in knows Teams.
  const { module = "", name = "" } = names.find((one) => one.name === "MsTeamsChannelArgs") ?? names[0] ?? {};
  const section = inputTypes.slice(inputTypes.indexOf(`namespace ${module} {`));
  const members = interfaceOf(section, name);
  return Object.entries(shape).flatMap(([member, inner]) => {
    const found = members.get(member);
    return found === undefined ? [`${path}.${member}`] : unknownIn(inner, found.declared, `${path}.${member}`);
  });
}

describe("azure-native table", () => {
  for (const armType of armTypes) {
    const { text, className } = declarationOf(armType);
    const args = interfaceOf(text, `${className}Args`);

    test(`${armType.type} has the API version that the SDK uses by default`, () => {
      assert.equal(/Uses Azure REST API version ([^ ]+?)\.(?: |\n)/.exec(text)?.[1], armType.apiVersion);
    });

    test(`${armType.type} has only arguments that the SDK has, at every depth`, () => {
      const missing = [...pathInputsOf(armType), ...Object.keys(armType.inputs)].filter((name) => !args.has(name));
      const nested = Object.entries(armType.inputs).flatMap(([name, shape]) => unknownIn(shape, args.get(name)?.declared ?? "", name));
      assert.deepEqual([...missing, ...nested], []);
    });

    test(`${armType.type} requires what the SDK requires`, () => {
      const required = [...args].filter(([, member]) => !member.isOptional).map(([name]) => name);
      assert.deepEqual([...armType.required].sort(), required.sort());
    });

    test(`${armType.type} has only outputs that the SDK has`, () => {
      const outputs = membersOf(text.slice(text.indexOf(`class ${className}`), text.indexOf("constructor(")));
      const names = armType.outputs.map((path) => path.split(".")[0] ?? "");
      assert.deepEqual(
        names.filter((name) => !outputs.has(name)),
        [],
      );
    });
  }
});
