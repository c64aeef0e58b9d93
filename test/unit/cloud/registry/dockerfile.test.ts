// Proves which Dockerfiles the simulated builder reads and which it refuses. Cannot prove that a real builder agrees with
// the rest of a Dockerfile: what this one does not do, it does not accept.
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { parseDockerfile } from "../../../cloud/planes/registry/dockerfile.ts";

const base = "mcr.microsoft.com/azurelinux/base/nodejs:24";

describe("parseDockerfile", () => {
  it("reads every instruction that it knows", (t: TestContext) => {
    const text = [
      `FROM ${base} AS build`,
      "# comment",
      "WORKDIR /src",
      "COPY --from=build a b \\",
      "  ./c/",
      "RUN npm ci --ignore-scripts",
      'ENV NODE_ENV=production NAME="two words"',
      "USER nonroot",
      "EXPOSE 8080",
      'ENTRYPOINT ["node", "/app/host.mjs"]',
    ].join("\n");
    t.assert.deepStrictEqual(parseDockerfile(text), [
      { kind: "FROM", base, stage: "build" },
      { kind: "WORKDIR", path: "/src" },
      { kind: "COPY", from: "build", sources: ["a", "b"], target: "./c/" },
      { kind: "RUN", command: "npm ci --ignore-scripts" },
      { kind: "ENV", values: { NODE_ENV: "production", NAME: "two words" } },
      { kind: "USER", user: "nonroot" },
      { kind: "EXPOSE", ports: [8080] },
      { kind: "ENTRYPOINT", command: ["node", "/app/host.mjs"] },
    ]);
  });

  const refused: readonly (readonly [why: string, text: string, message: RegExp])[] = [
    ["an instruction it does not know", `FROM ${base}\nADD a b`, /line 2: the simulated builder does not know the instruction ADD/],
    ["a flag of COPY it does not know", `FROM ${base}\nCOPY --chown=1 a b`, /does not know COPY --chown=1/],
    ["an entry point for a shell", `FROM ${base}\nENTRYPOINT node host.mjs`, /wants ENTRYPOINT as a JSON array/],
    ["a base from Docker Hub, which is throttled in registry builds", "FROM node:24", /toomanyrequests/],
    ["a file without a stage", "WORKDIR /src", /no build stage/],
  ];
  for (const [why, text, message] of refused) {
    it(`refuses ${why}`, (t: TestContext) => {
      t.assert.throws(() => parseDockerfile(text), message);
    });
  }
});
