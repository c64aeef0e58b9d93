// Proves that an image which nothing here can pull is replaced by the checkout's own host, and that the reader is told.
// Cannot prove that the image is this version of the host: that is ASSUMED, and the warning says so.
import { test, type TestContext } from "node:test";
import type { CloudContext } from "../../../cloud/core/cloud-context.ts";
import type { BuildSources } from "../../../cloud/planes/registry/build-sources.ts";
import type { Image, ImageStore } from "../../../cloud/planes/registry/image-store.ts";
import { TaskRunner } from "../../../cloud/planes/registry/task-runner.ts";
import { createTemporaryDirectory } from "../../../helpers/temporary-directory.ts";

const reference = `ghcr.io/org/host@sha256:${"a".repeat(64)}`;

test("a prebuilt image runs the checkout's host in its place, with one warning each, built once", async (t: TestContext) => {
  const warnings: string[] = [];
  const context = {
    workDirectory: createTemporaryDirectory(),
    dependenciesDirectory: process.cwd(),
    warn: (text: string) => warnings.push(text),
  };
  const pushed: Image[] = [];
  const images = {
    push: (image: Omit<Image, "digest">) => {
      const whole = { ...image, digest: "sha256:0" } as Image;
      pushed.push(whole);
      return whole;
    },
  };
  const runner = new TaskRunner(context as unknown as CloudContext, {} as BuildSources, images as unknown as ImageStore);
  const first = await runner.buildCheckout(reference);
  const second = await runner.buildCheckout("ghcr.io/org/other:1");
  t.assert.deepStrictEqual(warnings, [
    `image ${reference} lies outside of the simulated cloud: the checkout's own host runs in its place`,
    "image ghcr.io/org/other:1 lies outside of the simulated cloud: the checkout's own host runs in its place",
  ]);
  const { reference: firstName, ...firstRest } = first;
  const { reference: secondName, ...secondRest } = second;
  t.assert.deepStrictEqual([firstName, secondName, firstRest, pushed.length], [reference, "ghcr.io/org/other:1", secondRest, 2]);
});
