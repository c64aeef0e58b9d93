import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { RunningCloud } from "../../test/cloud/start-cloud.ts";

/**
 * What makes a rehearsal fail whatever its story came to: a request that the simulated cloud does not know, an operation
 * that failed inside it, and a fault that was set and never fired. Each would make a green run mean less than it says.
 */
export function findClosingProblems(cloud: Pick<RunningCloud, "unforeseen" | "neverFired">): DialtoneError[] {
  const problems: DialtoneError[] = [];
  const exchanges = cloud.unforeseen();
  const unforeseen = listOnce(exchanges.filter(({ bug }) => bug === undefined).map(({ method, url }) => `${method} ${toPath(url)}`));
  const failed = listOnce(
    exchanges.flatMap(({ bug, method, url }) => (bug === undefined ? [] : [`${bug} (answering ${method} ${toPath(url)})`])),
  );
  if (unforeseen.length > 0) {
    problems.push(
      new DialtoneError({
        code: "DT_REHEARSAL_UNFORESEEN",
        what: "the simulated cloud was asked for something that it does not know",
        saw: unforeseen.join(", "),
        expected: "only requests of docs/cloud-coverage.md",
        fix: "add the operation to its plane in test/cloud/planes, or report it with --har FILE",
      }),
    );
  }
  if (failed.length > 0) {
    problems.push(
      new DialtoneError({
        code: "DT_REHEARSAL_UNFORESEEN",
        what: "an operation failed inside the simulated cloud: a bug of the simulation, not of what was asked of it",
        saw: failed.join(", "),
        expected: "every operation that the simulated cloud has to answer",
        fix: "run it again with --har FILE, whose answer 500 SimulationBug has the stack, and report it",
      }),
    );
  }
  const silent = cloud.neverFired();
  if (silent.length > 0) {
    problems.push(
      new DialtoneError({
        code: "DT_REHEARSAL_STORY",
        what: "the scenario sets a fault that never happened",
        saw: `never fired: ${silent.join(", ")}`,
        expected: "every fault of a scenario to fire at least once",
        fix: "compare the fault's match in test/cloud/scenarios with the transcript of --har FILE",
      }),
    );
  }
  return problems;
}

function listOnce(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}

/** Without the query: it may carry what a reader must not see. */
function toPath(url: string): string {
  return URL.canParse(url) ? `${new URL(url).host}${new URL(url).pathname}` : (url.split("?")[0] ?? url);
}
