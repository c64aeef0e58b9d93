/** The provider stand-ins as a process of their own, as plugins are: prints PULUMI_DEBUG_PROVIDERS, ends when stdin does. */
import { startStandIns } from "../cloud/providers/stand-ins.ts";

const standIns = await startStandIns({ environment: process.env, pace: Number(process.argv[2]) });
process.stdout.write(`${standIns.debugProviders}\n`);
process.stdin.on("end", () => process.exit(0)).resume();
