import { Refusal } from "../../core/operation.ts";
import type { Reply } from "../../core/operation.ts";
import type { CloudContext } from "../../core/cloud-context.ts";
import { OperationFailure } from "./operation-failure.ts";
import type { OperationError } from "./operation-failure.ts";
import type { LongRunningStyle } from "./resource-type.ts";

/**
 * Milliseconds after which a client polls again; azcore ignores 0 and waits 10 s or 30 s without a header.
 * Source: cloud-wire.md 2.3 (azure-sdk-for-go runtime/poller.go), read 2026-11-25.
 */
const retryAfterMs = "50";

/** The headers that make clients poll soon. */
export const pollSoon: Readonly<Record<string, string>> = { "retry-after-ms": retryAfterMs };

export interface LongRunningOperation {
  readonly operationId: string;
  readonly resourceId: string;
  readonly startedAt: string;
  readonly status: "InProgress" | "Succeeded" | "Failed";
  readonly endedAt: string | undefined;
  readonly error: OperationError | undefined;
  /** Resolves at its end with what it failed of, if it did. */
  readonly ended: Promise<OperationError | undefined>;
  /** What a `Location` poll answers in the end. */
  readonly result: () => unknown;
}

export interface LongRunningStart {
  /** Name for fault rules: `arm.vaults.operation`. */
  readonly operation: string;
  readonly method: string;
  readonly resourceId: string;
  readonly callerObjectId: string;
  readonly durationMs: number;
  readonly work: () => Promise<void>;
  /** Run once the work and the time are done, before anyone can read the status. */
  readonly succeeded: () => void | Promise<void>;
  readonly failed: (error: OperationError) => void;
  /** A fault that was meant for it from the start. */
  readonly injected?: OperationError | undefined;
  readonly result: () => unknown;
}

/** Operations that outlive their request. They end on the cloud's clock, once their work is done too. */
export class LongRunningOperations {
  readonly #context: CloudContext;
  #operations = new Map<string, LongRunningOperation>();
  readonly #counts = new Map<string, number>();

  constructor(context: CloudContext) {
    this.#context = context;
  }

  find(operationId: string): LongRunningOperation | undefined {
    return this.#operations.get(operationId.toLowerCase());
  }

  /** Forgets every operation; those under way end without a trace. */
  reset(): void {
    this.#operations = new Map();
    this.#counts.clear();
  }

  isRunningOn(resourceId: string): boolean {
    return [...this.#operations.values()].some(
      (operation) => operation.status === "InProgress" && operation.resourceId.toLowerCase() === resourceId.toLowerCase(),
    );
  }

  /** Starts it. A fault rule `operation-fails` or `delay` that matches the operation's name is taken here. */
  start(start: LongRunningStart): LongRunningOperation {
    // Counted for each resource: what runs beside it has no part in its ids.
    const key = `arm-operation:${start.resourceId.toLowerCase()}:${start.method}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    const operationId = this.#context.ids.guid(`${key}:${count}`);
    const operations = this.#operations;
    const fault = this.#context.faults.take({
      plane: "arm",
      operation: start.operation,
      method: start.method,
      path: start.resourceId,
      callerObjectId: start.callerObjectId,
    });
    const injected = start.injected ?? (fault?.kind === "operation-fails" ? { code: fault.code, message: fault.message } : undefined);
    const operation = {
      operationId,
      resourceId: start.resourceId,
      startedAt: this.#wallTime(),
      status: "InProgress" as LongRunningOperation["status"],
      endedAt: undefined as string | undefined,
      error: undefined as OperationError | undefined,
      ended: Promise.resolve<OperationError | undefined>(undefined),
      result: start.result,
    };
    operations.set(operationId, operation);
    // Not awaited by the clock: work may itself wait for another operation's time.
    const timePassed = this.#context.clock.sleep(start.durationMs + (fault?.kind === "delay" ? fault.delayMs : 0));
    const settle = async (): Promise<OperationError | undefined> => {
      const [, workError] = await Promise.all([timePassed, injected === undefined ? attempt(start.work) : undefined]);
      // Forgotten meanwhile: what it was about is not there any more.
      if (this.#operations !== operations) return undefined;
      const error = injected ?? workError ?? (await attempt(async () => await start.succeeded()));
      if (error !== undefined) start.failed(error);
      operation.error = error;
      operation.endedAt = this.#wallTime();
      operation.status = error === undefined ? "Succeeded" : "Failed";
      return error;
    };
    operation.ended = settle();
    return operation;
  }

  /** Where the operation is followed, as its style wants it. */
  headers(
    operation: LongRunningOperation,
    style: LongRunningStyle,
    where: { readonly namespace: string; readonly location: string; readonly apiVersion: string },
  ): Record<string, string> {
    if (style === "none") return {};
    if (style === "provisioning-state") return { ...pollSoon };
    const base = `${this.#context.origins.arm}/subscriptions/${this.#context.subscriptionId}/providers/${where.namespace}/locations/${where.location}`;
    const query = `api-version=${where.apiVersion}`;
    return style === "azure-async-operation"
      ? { "azure-asyncoperation": `${base}/operationStatuses/${operation.operationId}?${query}`, ...pollSoon }
      : { location: `${base}/operationResults/${operation.operationId}?${query}`, ...pollSoon };
  }

  #wallTime(): string {
    return new Date(this.#context.clock.wallMs()).toISOString();
  }

  /** Answer of an `Azure-AsyncOperation` poll. */
  statusReply(operation: LongRunningOperation, path: string): Reply {
    return {
      status: 200,
      headers: operation.status === "InProgress" ? { ...pollSoon } : {},
      json: {
        id: path,
        name: operation.operationId,
        status: operation.status,
        startTime: operation.startedAt,
        ...(operation.endedAt === undefined ? {} : { endTime: operation.endedAt }),
        ...(operation.error === undefined ? {} : { error: operation.error }),
      },
    };
  }

  /** Answer of a `Location` poll: 202 while it runs, then the result. */
  resultReply(operation: LongRunningOperation, url: string): Reply {
    if (operation.status === "InProgress") return { status: 202, headers: { location: url, ...pollSoon } };
    if (operation.error !== undefined) throw new Refusal(409, operation.error.code, operation.error.message);
    const result = operation.result();
    return result === undefined ? { status: 200 } : { status: 200, json: result };
  }
}

async function attempt(work: () => Promise<void>): Promise<OperationError | undefined> {
  try {
    await work();
    return undefined;
  } catch (cause) {
    return toOperationError(cause);
  }
}

/** What an operation's status says about what was thrown; anything but a refusal or failure is a bug of the simulation. */
export function toOperationError(cause: unknown): OperationError {
  if (cause instanceof OperationFailure) {
    return { code: cause.code, message: cause.message, ...(cause.details.length === 0 ? {} : { details: cause.details }) };
  }
  if (cause instanceof Refusal) return { code: cause.code, message: cause.message };
  return {
    code: "InternalServerError",
    message: `bug in the simulated cloud: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`,
  };
}
