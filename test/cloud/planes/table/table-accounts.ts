import { Refusal } from "../../core/operation.ts";
import type { CloudContext } from "../../core/cloud-context.ts";
import { AzuriteClient } from "./azurite-client.ts";
import type { AzuriteAnswer } from "./azurite-client.ts";
import { poolSize, startAzurite } from "./azurite-process.ts";
import type { AzuriteProcess } from "./azurite-process.ts";

const jsonHeaders = {
  accept: "application/json;odata=nometadata",
  "content-type": "application/json",
  dataserviceversion: "3.0",
  "x-ms-version": "2019-02-02",
};
const noBody = new Uint8Array();

/** The table service of every storage account: which of Azurite's accounts each one has, and its tables. */
export class TableAccounts {
  readonly #context: CloudContext;
  readonly #poolNames = new Map<string, string>();
  readonly #free: string[] = Array.from({ length: poolSize }, (_, at) => `pool${String(at).padStart(2, "0")}`);
  readonly #ended = Promise.withResolvers<never>();
  readonly #stopping = new AbortController();
  #started: Promise<{ readonly process: AzuriteProcess; readonly client: AzuriteClient }> | undefined;

  constructor(context: CloudContext) {
    this.#context = context;
    this.#ended.promise.catch(() => {}); // whoever listens is told; nobody has to
  }

  /** Rejects when Azurite ended by itself. */
  get broken(): Promise<never> {
    return this.#ended.promise;
  }

  /** Starts Azurite; requests wait for it, nobody else does. */
  start(): void {
    const ended = (reason: string): void => {
      this.#context.warn(reason);
      this.#ended.reject(new Error(reason));
    };
    this.#started ??= startAzurite(this.#context, ended, this.#stopping.signal).then((process) => ({
      process,
      client: new AzuriteClient(process, this.#context),
    }));
    this.#started.catch((cause: unknown) => this.#ended.reject(cause));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    const started = await this.#started?.catch(() => undefined);
    started?.client.close();
    await started?.process.gone();
  }

  /** Gives the account a table service of its own. */
  open(accountName: string): void {
    if (this.#poolNames.has(accountName)) return;
    const poolName = this.#free.shift();
    if (poolName === undefined) {
      // Azure's own limit is 250 accounts in a region; this cloud's is the size of its pool.
      throw new Refusal(
        409,
        "MaxStorageAccountsCountPerSubscriptionExceeded",
        `The simulated cloud has at most ${poolSize} storage accounts at a time.`,
      );
    }
    this.#poolNames.set(accountName, poolName);
  }

  /** Deletes the account's tables and gives its place back. */
  async close(accountName: string): Promise<void> {
    const poolName = this.#poolNames.get(accountName);
    if (poolName === undefined) return;
    const answer = await this.send(accountName, { method: "GET", rest: "Tables", query: "", headers: jsonHeaders, body: noBody });
    const { value } = JSON.parse(Buffer.from(answer.body).toString("utf8")) as { value: { TableName: string }[] };
    for (const { TableName } of value) await this.deleteTable(accountName, TableName);
    this.#poolNames.delete(accountName);
    this.#free.push(poolName);
  }

  /** Creates the table, or finds it there. */
  async createTable(accountName: string, tableName: string): Promise<void> {
    const body = Buffer.from(JSON.stringify({ TableName: tableName }));
    const answer = await this.send(accountName, { method: "POST", rest: "Tables", query: "", headers: jsonHeaders, body });
    if (answer.status !== 201 && answer.status !== 204 && answer.status !== 409) throw unexpected("create", tableName, answer);
  }

  async deleteTable(accountName: string, tableName: string): Promise<void> {
    const answer = await this.send(accountName, {
      method: "DELETE",
      rest: `Tables('${tableName}')`,
      query: "",
      headers: jsonHeaders,
      body: noBody,
    });
    if (answer.status !== 204 && answer.status !== 404) throw unexpected("delete", tableName, answer);
  }

  /** How Azurite itself calls the account's place: URLs inside a batch need it. */
  async innerUrl(accountName: string): Promise<string> {
    const started = await this.#started;
    return `${started?.client.origin ?? ""}/${this.#poolNames.get(accountName) ?? ""}`;
  }

  /** Sends a request on to the account's place in Azurite; URLs in the answer are the account's own again. */
  async send(
    accountName: string,
    request: {
      readonly method: string;
      readonly rest: string;
      readonly query: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    },
  ): Promise<AzuriteAnswer> {
    const poolName = this.#poolNames.get(accountName);
    if (poolName === undefined || this.#started === undefined)
      throw new Refusal(404, "ResourceNotFound", "The specified resource does not exist.");
    const { client } = await this.#started;
    const answer = await client.send({
      method: request.method,
      path: `/${poolName}/${request.rest}${request.query === "" ? "" : `?${request.query}`}`,
      headers: request.headers,
      body: request.body,
    });
    const inner = `${client.origin}/${poolName}`;
    const outer = `${this.#context.origins.table}/${accountName}`;
    const readable = /json|xml|multipart/.test(answer.headers["content-type"] ?? "");
    return {
      status: answer.status,
      headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, value.replaceAll(inner, outer)])),
      body: readable ? Buffer.from(Buffer.from(answer.body).toString("utf8").replaceAll(inner, outer)) : answer.body,
    };
  }
}

function unexpected(verb: string, tableName: string, answer: AzuriteAnswer): Error {
  return new Error(`Azurite did not ${verb} table ${tableName}: ${answer.status} ${Buffer.from(answer.body).toString("utf8")}`);
}
