import type { HostRig } from "./host-rig.ts";
import type { Ledger } from "./ledger.ts";
import { LoadEvents, usualMix } from "./load-events.ts";
import type { LoadEvent } from "./load-events.ts";
import { ClosedLoop } from "./load-sender.ts";
import { Random } from "./random.ts";

/** A host lives this long under load before it is killed, in milliseconds. */
const leastLifeMs = 30;
const mostLifeMs = 500;
const connections = 16;

export interface KillUnderLoadOptions {
  readonly seed: number;
  readonly kills: number;
  readonly ledger: Ledger;
}

export interface KillUnderLoadResult {
  /** Events that got no answer, or 503, and were sent again. */
  readonly resent: number;
  /** Kills at an instant when requests were under way. */
  readonly killsUnderLoad: number;
  /** Answers that an event did not deserve. */
  readonly wrong: readonly string[];
}

/** Kills the host at seeded instants under load and starts it again at once; what had no 2xx is sent again until it has. */
export async function killUnderLoad(rig: HostRig, { seed, kills, ledger }: KillUnderLoadOptions): Promise<KillUnderLoadResult> {
  const random = new Random(seed);
  const events = new LoadEvents(random, rig.token(), usualMix, "kill-");
  const again: LoadEvent[] = [];
  const wrong: string[] = [];
  let resent = 0;
  let killsUnderLoad = 0;
  let host = await rig.startHost();

  function noteAnswer(event: LoadEvent, status: number | undefined): void {
    ledger.note(event, status);
    if (status === undefined || status === 503) {
      again.push(event);
      resent += 1;
    } else if (status !== event.deserved) wrong.push(`${event.eventId}: ${status} instead of ${event.deserved}`);
  }

  const load = new ClosedLoop({ port: rig.port, connections, next: () => again.shift() ?? events.next(), onAnswer: noteAnswer });
  for (let kill = 0; kill < kills; kill += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, leastLifeMs + random.below(mostLifeMs - leastLifeMs));
    });
    if (load.inFlight > 0) killsUnderLoad += 1;
    host.process.kill("SIGKILL");
    await host.exited;
    host = await rig.startHost();
  }
  await load.stop();
  // The last ones: nothing new comes, and whoever finds nothing to send again sends one that is known.
  const [known] = again;
  if (known !== undefined) {
    const rest = new ClosedLoop({ port: rig.port, connections, next: () => again.shift() ?? known, onAnswer: noteAnswer });
    while (again.length > 0) {
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    }
    await rest.stop();
  }
  host.process.kill("SIGTERM");
  await host.exited;
  return { resent, killsUnderLoad, wrong };
}
