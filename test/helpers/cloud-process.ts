import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import type { Outputs } from "../../infra/contract/outputs.ts";
import { startScript, type ScriptProcess } from "./run-script.ts";

/** The ready line of `npm run cloud -- --json`. */
export interface ReadyLine {
  readonly login: string;
  readonly graph: string;
  readonly arm: string;
  readonly metadataHost: string;
  readonly table: string;
  readonly callingOpenIdConfiguration: string;
  readonly caFile: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly deployer: { readonly clientId: string; readonly clientSecret: string; readonly objectId: string };
  readonly callee: { readonly userId: string };
  readonly control: { readonly url: string; readonly token: string };
  readonly env: Readonly<Record<"node" | "go" | "pulumi" | "terraform", Readonly<Record<string, string>>>>;
  readonly outputs?: Outputs;
  readonly ingress?: string;
  readonly operator?: Readonly<Record<string, string>>;
}

/** A simulated cloud in a process of its own, and clients that trust it. */
export interface CloudProcess {
  readonly script: ScriptProcess;
  readonly line: ReadyLine;
  /** An access token of the deployer for a resource, for example `line.arm`. */
  readonly token: (resource: string) => Promise<string>;
  /** Asks with the deployer's token for the URL's own surface. */
  readonly ask: (method: string, url: string, body?: unknown) => Promise<{ status: number; json: Record<string, unknown> }>;
  readonly stop: () => Promise<void>;
}

/** Starts `scripts/cloud.ts --json` and waits for its line. This process then trusts the cloud's certificates. */
export async function startCloudProcess(flags: readonly string[] = []): Promise<CloudProcess> {
  const script = startScript("cloud", ["--json", ...flags]);
  const [text] = await script.until(/^\{.*\}$/m);
  const line = JSON.parse(text) as ReadyLine;
  setDefaultCACertificates([...getCACertificates("default"), readFileSync(line.caFile, "utf8")]);

  async function token(resource: string): Promise<string> {
    const response = await fetch(`${line.login}/${line.tenantId}/oauth2/v2.0/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: line.deployer.clientId,
        client_secret: line.deployer.clientSecret,
        scope: `${resource}/.default`,
      }),
    });
    const { access_token: accessToken } = (await response.json()) as { access_token: string };
    return accessToken;
  }

  async function ask(method: string, url: string, body?: unknown): Promise<{ status: number; json: Record<string, unknown> }> {
    const resource = new URL(url).origin;
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${await token(resource)}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await response.text();
    return { status: response.status, json: answer === "" ? {} : (JSON.parse(answer) as Record<string, unknown>) };
  }

  async function stop(): Promise<void> {
    script.process.kill("SIGTERM");
    await script.ended;
  }

  return { script, line, token, ask, stop };
}

/** Sends to the callback host by its own name, through the ingress. */
export function askHost(
  line: ReadyLine,
  options: { readonly method: string; readonly path: string; readonly headers?: Record<string, string>; readonly body?: string },
): Promise<{ status: number; body: string }> {
  const [address, port] = (line.ingress ?? "").split(":");
  const name = line.outputs?.host.fqdn ?? "";
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: address,
        port: Number(port),
        servername: name,
        method: options.method,
        path: options.path,
        headers: { host: name, ...options.headers },
        ca: readFileSync(line.caFile),
        agent: false,
      },
      (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
        response.on("error", reject);
      },
    );
    outgoing.on("error", reject);
    outgoing.end(options.body);
  });
}

/** Writes the file that points our own programs at that cloud (`DIALTONE_REHEARSAL_CLOUD`). */
export function writeCloudFile(file: string, line: ReadyLine, clockRate: number): void {
  const cloud = {
    schema: "dialtone/cloud/1",
    loginUrl: line.login,
    graphUrl: line.graph,
    armUrl: line.arm,
    metadataHost: line.metadataHost,
    callingOpenIdConfigurationUrl: line.callingOpenIdConfiguration,
    ingress: line.ingress,
    caFile: line.caFile,
    clockRate,
  };
  writeFileSync(file, JSON.stringify(cloud));
}
