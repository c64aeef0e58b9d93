// Proves that docs/host.md names the answers that the host has and no others, and that its commands run.
// Cannot prove its prices, nor that its measurements hold on another machine.
import { exec } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, delimiter } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { Counters } from "../../../infra/callback-host/counters.ts";
import { refusals } from "../../../infra/callback-host/refusal.ts";

const checkout = fileURLToPath(new URL("../../../", import.meta.url));
const page = readFileSync(new URL("../../../docs/host.md", import.meta.url), "utf8");
/** The month that prices are for, in seconds: 30 days. */
const monthSeconds = 2_592_000;

describe("docs/host.md", () => {
  it("names every status that the host answers, and no other", (t: TestContext) => {
    const named = [...page.matchAll(/^\| (\d{3}) \|/gm)].map(([, status]) => Number(status));
    const answered = [200, 202, 204, 417, ...Object.values(refusals).map(({ status }) => status)];
    t.assert.deepStrictEqual({ named: new Set(named), count: named.length }, { named: new Set(answered), count: new Set(answered).size });
  });

  it("names the counters that the host has", (t: TestContext) => {
    const source = readFileSync(new URL("../../../infra/callback-host/counters.ts", import.meta.url), "utf8");
    const names = [...source.matchAll(/"([a-z][A-Za-z]+)"/g)].map(([, name]) => name as string);
    t.assert.deepStrictEqual(
      names.filter((name) => !page.includes(`\`${name}\``)),
      [],
    );
    t.assert.ok(names.length > 0 && new Counters().take() !== undefined);
  });

  it("multiplies its prices right", (t: TestContext) => {
    // Source: pulumi-azure.md, section 3: dollars for a vCPU second active and idle, and a GiB second; free grants.
    const vcpuSeconds = 0.25 * monthSeconds - 180_000;
    const memory = (0.5 * monthSeconds - 360_000) * 0.000_003;
    const [idle, busy] = [0.000_003, 0.000_024].map((price) => `$${(vcpuSeconds * price + memory).toFixed(2)}`);
    t.assert.match(page, new RegExp(`about \\${idle} idle, about \\${busy} if`));
  });

  for (const [, command = ""] of page.matchAll(/^```sh\n(.*?)\n```$/gms)) {
    it(`runs: ${command}`, { timeout: 120_000, skip: process.platform === "win32" }, async (t: TestContext) => {
      const { NODE_TEST_CONTEXT: _context, NODE_OPTIONS: _options, ...environment } = process.env;
      const path = [dirname(process.execPath), environment["PATH"]].join(delimiter);
      const { stdout } = await promisify(exec)(command, { cwd: checkout, env: { ...environment, PATH: path } });
      t.assert.doesNotMatch(stdout, /DOES NOT HOLD|✖/);
    });
  }
});
