import { fileURLToPath } from "node:url";
import { startHostRig } from "../unit/infra/callback-host/host-rig.ts";
import { runHostile, runKills, runStoreFaults } from "./host-load/hostile-phases.ts";
import { pinToCore } from "./host-load/measure.ts";
import type { LoadRun, Verdict } from "./host-load/phase.ts";
import { runSoak } from "./host-load/soak.ts";
import { runBurst, runSaturation, runSmoke, runSteady } from "./host-load/steady-phases.ts";

/** Share of the profile's twelve minutes that is spent: `HOST_LOAD_SHARE=0.1` is a short one, whose figures are rougher. */
const share = Number(process.env["HOST_LOAD_SHARE"] ?? 1);
/** Only these phases, for example `HOST_LOAD_PHASES=S1,S3`; S4 compares with S1. */
const wanted = process.env["HOST_LOAD_PHASES"]?.split(",");

const phases: readonly { readonly name: string; readonly title: string; readonly run: (run: LoadRun) => Promise<Verdict> }[] = [
  { name: "S0", title: "smoke", run: runSmoke },
  { name: "S1", title: "steady, 200/s", run: runSteady },
  { name: "S2", title: "burst to 2,000/s", run: runBurst },
  { name: "S3", title: "saturated", run: runSaturation },
  { name: "S4", title: "hostile mix", run: runHostile },
  { name: "S5", title: "store faults", run: runStoreFaults },
  { name: "S7", title: "soak, 100/s", run: (run) => runSoak(run, 300 * run.share) },
  { name: "S6", title: "kills", run: runKills },
];

/**
 * The load profile S0 to S7 of hostile-and-faults.md, section 11, against the bundled host with Azurite: bounded, on
 * loopback, one verdict line a phase. Exit code 1 when a phase does not hold.
 */
export default async function benchHostLoad(): Promise<string> {
  const rig = await startHostRig();
  try {
    const preload = fileURLToPath(new URL("host-load/loop-delay.mjs", import.meta.url));
    const host = await rig.startHost({ nodeFlags: ["--import", preload] });
    const isPinned = pinToCore(host.process.pid ?? 0, 0) && pinToCore(process.pid, 1) && pinToCore(rig.azurite().process.pid ?? 0, 1);
    process.stdout.write(
      `host on ${isPinned ? "core 0, generator and Azurite on core 1" : "whatever core is free (no taskset, or one core)"}; ${share} of the profile's time\n`,
    );
    const run: LoadRun = { rig, host, share, steadyP99Ms: 0 };
    for (const { name, title, run: measure } of phases) {
      if (wanted !== undefined && !wanted.includes(name)) continue;
      if (name === "S6") {
        host.process.kill("SIGTERM");
        await host.exited;
      }
      const { measured, problems } = await measure(run);
      if (problems.length > 0) process.exitCode = 1;
      process.stdout.write(
        `${name} ${title.padEnd(16)} ${problems.length === 0 ? "holds" : `DOES NOT HOLD (${problems.join("; ")})`}: ${measured}\n`,
      );
    }
    return "";
  } finally {
    await rig.stop();
  }
}
