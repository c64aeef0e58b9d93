import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { Scenario } from "../../test/cloud/scenarios/scenario.ts";
import { checkoutDirectory } from "./checkout.ts";

const scenarioDirectory = join(checkoutDirectory, "test", "cloud", "scenarios");

/** Every scenario: the default one first, the others by name. A file in test/cloud/scenarios is one; there is no other list. */
export async function loadScenarios(): Promise<Scenario[]> {
  const files = readdirSync(scenarioDirectory).filter((file) => file.endsWith(".ts") && file !== "scenario.ts");
  const scenarios = await Promise.all(files.map(loadFile));
  return scenarios.sort((left, right) => rankOf(left) - rankOf(right) || left.name.localeCompare(right.name));
}

/**
 * The scenario of that name.
 * @throws DialtoneError DT_USAGE_SCENARIO when there is none; it lists those that exist.
 */
export async function loadScenario(name: string): Promise<Scenario> {
  const scenarios = await loadScenarios();
  const found = scenarios.find((scenario) => scenario.name === name);
  if (found !== undefined) return found;
  throw new DialtoneError({
    code: "DT_USAGE_SCENARIO",
    what: `there is no scenario "${name}"`,
    saw: `--scenario ${name}`,
    expected: `one of ${scenarios.map((scenario) => scenario.name).join(", ")}`,
    fix: "npm run rehearse -- --list",
  });
}

/** `--list --json`. */
export function toScenarioList(scenarios: readonly Scenario[]): unknown {
  return {
    scenarios: scenarios.map(({ name, summary, exitCode, needs }) => ({
      name,
      summary,
      exitCode,
      ...(needs === undefined ? {} : { needs }),
    })),
  };
}

/** `--list`, for people. */
export function formatScenarioList(scenarios: readonly Scenario[]): string {
  const width = Math.max(...scenarios.map((scenario) => scenario.name.length));
  const lines = scenarios.map(({ name, summary, exitCode, needs }) => {
    const remark = needs === undefined ? "" : ` (needs ${needs.join(", ")})`;
    return `  ${name.padEnd(width)}  ${String(exitCode).padStart(3)}  ${summary}${remark}`;
  });
  return ["Scenarios, the exit code that each ends with, and what it shows:", ...lines, ""].join("\n");
}

async function loadFile(file: string): Promise<Scenario> {
  const module = (await import(pathToFileURL(join(scenarioDirectory, file)).href)) as { default: Scenario };
  if (`${module.default.name}.ts` !== file) throw new Error(`test/cloud/scenarios/${file} calls itself "${module.default.name}"`);
  return module.default;
}

function rankOf(scenario: Scenario): number {
  return scenario.name === "default" ? 0 : 1;
}
