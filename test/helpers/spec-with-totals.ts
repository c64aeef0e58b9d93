import { Readable } from "node:stream";
import { spec } from "node:test/reporters";
import type { TestEvent } from "node:test/reporters";

const total = /^(?:tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) /;

/**
 * Node's spec report, and after it the totals once more in the plain form (`# tests 12`) that `.ci/run` compares with
 * its floor: spec decorates them differently on a terminal and off it.
 */
export default async function* specWithTotals(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const totals: string[] = [];
  async function* watch(): AsyncGenerator<TestEvent> {
    for await (const event of source) {
      if (event.type === "test:diagnostic" && event.data.nesting === 0 && total.test(event.data.message)) {
        totals.push(`# ${event.data.message}\n`);
      }
      yield event;
    }
  }
  for await (const text of Readable.from(watch()).compose(new spec())) yield String(text);
  yield totals.join("");
}
