// Proves that the house rules hold where no table lists the case: one answer, a row with 202 and none without it.
// Cannot prove that the next invention is answered as well; the fuzzer tries many, and none of these on purpose.
import { after, before, beforeEach, describe, it } from "node:test";
import type { TestContext } from "node:test";
import { startHost } from "./host-fixture.ts";
import type { HostFixture } from "./host-fixture.ts";
import { inventions } from "./hostile-inventions.ts";
import { sendRaw } from "./raw-connection.ts";

describe("a request of our own invention", () => {
  let fixture: HostFixture;
  before(async () => {
    fixture = await startHost();
  });
  beforeEach(() => fixture.store.rows.clear());
  after(() => fixture.stop());

  for (const { title, status, bytes } of inventions) {
    it(`${title}: ${status}`, async (t: TestContext) => {
      const { statuses } = await sendRaw(fixture.port, bytes(fixture));
      t.assert.deepStrictEqual({ statuses, rows: fixture.store.rows.size }, { statuses: [status], rows: status === 202 ? 1 : 0 });
    });
  }

  it("leaves no defect, no broken log line and no property on every object", (t: TestContext) => {
    t.assert.deepStrictEqual(
      {
        defects: fixture.lines.filter((line) => line.includes('"event":"defect"')),
        broken: fixture.lines.filter((line) => line.includes("\n") || line.includes("level")),
        inherited: Object.keys(Object.prototype),
      },
      { defects: [], broken: [], inherited: [] },
    );
  });
});
