import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

/**
 * Where the gate of `verifyAfterUp` stands, beside the difference in the state: `unproved` from the moment that it calls
 * until a call proved the stack; `proved` where `npm run verify` did so meanwhile, which the next update takes for its own.
 */
export interface GateMark {
  readonly status: "unproved" | "proved";
  /** `gate.proof` of the outputs: which stack, application, credential generation and revisions it is about. */
  readonly proof: string;
  /** When it was said, RFC 3339. An `unproved` of another moment is another gate's. */
  readonly at: string;
}

/** The mark of one stack. It is a tag of the stack, so it travels with the stack's backend, and is no part of its state. */
export interface GateMarkStore {
  /** Undefined where there is none. @throws Error where the backend cannot be asked */
  readonly read: () => Promise<GateMark | undefined>;
  /** @throws Error where the backend does not let it be written */
  readonly write: (mark: GateMark) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** At most 40 characters of letters, digits and `-_.:`. Source: https://www.pulumi.com/docs/iac/concepts/stacks/#stack-tags, read 2026-11-26. */
const tagName = "dialtone:gate";
/** Wall milliseconds for one question to the backend: a bucket far away takes some seconds. */
const timeoutMs = 30_000;

const markSchema = z.tuple([z.enum(["unproved", "proved"]), z.string().regex(/^[0-9a-f]{64}$/), z.iso.datetime()]);

/** The mark as a tag's value, which has 256 characters at most; source as above. */
export function toTagValue({ status, proof, at }: GateMark): string {
  return `${status} ${proof} ${at}`;
}

/** Undefined for what no gate has written. Pure. */
export function parseTagValue(text: unknown): GateMark | undefined {
  const parsed = markSchema.safeParse(typeof text === "string" ? text.split(" ") : []);
  if (!parsed.success) return undefined;
  const [status, proof, at] = parsed.data;
  return { status, proof, at };
}

/**
 * The mark of a stack, by way of the Pulumi CLI on PATH, which needs neither lock nor passphrase for it.
 * @param stackName as the CLI takes it, `organization/project/stack` included
 */
export function openGateMark(stackName: string, environment: NodeJS.ProcessEnv): GateMarkStore {
  const tag = async (...flags: readonly string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)("pulumi", ["stack", "tag", ...flags, "--stack", stackName, "--non-interactive"], {
      // Where Pulumi.yaml is: it may name the backend.
      cwd: resolve(import.meta.dirname, "../.."),
      env: environment,
      timeout: timeoutMs,
      encoding: "utf8",
    });
    return stdout;
  };
  return {
    read: async () => parseTagValue((JSON.parse(await tag("ls", "--json")) as Readonly<Record<string, unknown>>)[tagName]),
    write: async (mark) => void (await tag("set", tagName, toTagValue(mark))),
    remove: async () => void (await tag("rm", tagName)),
  };
}
