import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { toLastFours } from "../lib/redact.ts";
import type { ProvisionedResource } from "./provision.ts";
import type { MadeResources } from "./reader-values.ts";

/** What the engine said in one operation. */
export interface EventLedger {
  readonly take: (event: EngineEvent) => void;
  /** As the engine's own summary counts them: without the provider behind its own functions (`pulumi:pulumi:readStackOutputs`). */
  readonly resources: () => readonly ProvisionedResource[];
  readonly counts: () => Readonly<Record<string, number>>;
  readonly made: () => MadeResources;
  /** The first error; of a resource, if any is. */
  readonly firstFailure: () => { readonly urn: string; readonly message: string } | undefined;
}

const ownProvider = "pulumi:providers:pulumi";

export function createEventLedger(report: (line: string) => void): EventLedger {
  const operations = new Map<string, string>();
  const made = new Map<string, Readonly<Record<string, unknown>>>();
  const errors: { urn: string; message: string }[] = [];
  let counts: Record<string, number> = {};
  return {
    take: (event) => {
      const metadata = event.resourcePreEvent?.metadata ?? event.resOutputsEvent?.metadata;
      if (metadata !== undefined && metadata.type !== ownProvider) operations.set(metadata.urn, metadata.op);
      const done = event.resOutputsEvent?.metadata;
      const outputs = done?.new?.outputs as Readonly<Record<string, unknown>> | undefined;
      if (done !== undefined && outputs !== undefined && !made.has(done.type)) made.set(done.type, outputs);
      if (done !== undefined && done.op !== "same" && !isInner(done.type)) {
        report(`${done.op} ${done.type.split(":").at(-1) ?? done.type} ${toLastFours(done.urn.split("::").at(-1) ?? "")}`);
      }
      const diagnostic = event.diagnosticEvent;
      if (diagnostic?.severity === "info" && diagnostic.ephemeral !== true) report(toText(diagnostic.message));
      if (diagnostic?.severity === "error") errors.push({ urn: diagnostic.urn ?? "", message: toText(diagnostic.message) });
      const changes = event.summaryEvent?.resourceChanges;
      if (changes !== undefined) counts = Object.fromEntries(Object.entries(changes).filter(([, count]) => count > 0));
    },
    resources: () =>
      [...operations].map(([urn, operation]) => ({
        urn,
        type: urn.split("::")[2]?.split("$").at(-1) ?? "",
        name: urn.split("::").at(-1) ?? "",
        operation,
      })),
    counts: () => counts,
    made: () => made,
    firstFailure: () => errors.find(({ urn }) => urn !== "" && !urn.includes("pulumi:pulumi:Stack")) ?? errors[0],
  };
}

function isInner(type: string): boolean {
  return type.startsWith("pulumi:") || type.startsWith("dialtone:");
}

/** Without the engine's colour marks (`<{%reset%}>`). */
function toText(message: string): string {
  return message.replaceAll(/<\{%.*?%\}>/g, "").trim();
}
