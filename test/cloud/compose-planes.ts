import type { StoppableClock } from "./core/clock.ts";
import type { CloudContext } from "./core/cloud-context.ts";
import type { FaultRule } from "./core/fault-rule.ts";
import type { FaultBook } from "./core/faults.ts";
import type { Plane } from "./core/operation.ts";
import { type Azure, createAzure } from "./planes/arm/azure.ts";
import type { ResourceStore } from "./planes/arm/resource-store.ts";
import type { ResourceType } from "./planes/arm/resource-type.ts";
import type { CallingService } from "./planes/calls/calling-service.ts";
import { createControlPlane } from "./planes/control/control-plane.ts";
import { createBatchOperations } from "./planes/graph/batch-operations.ts";
import type { Directory } from "./planes/graph/directory.ts";
import { createGraphPlane } from "./planes/graph/graph-plane.ts";
import { loadSeed } from "./planes/graph/load-seed.ts";
import { createLoginPlane } from "./planes/login/login-plane.ts";
import type { TokenIssuer } from "./planes/login/token-service.ts";
import { createMetadataPlane } from "./planes/metadata/metadata-plane.ts";
import type { PipelineIssuer } from "./planes/pipeline/pipeline-issuer.ts";
import { createPipelinePlane } from "./planes/pipeline/pipeline-plane.ts";

/** What planes are made from beyond the context: the things themselves, where the context shows a part of each. */
export interface PlaneParts {
  readonly directory: Directory;
  readonly resources: ResourceStore;
  readonly tokens: TokenIssuer;
  readonly calling: CallingService;
  readonly pipeline: PipelineIssuer | undefined;
  readonly clock: StoppableClock;
  readonly faults: FaultBook;
  readonly initialFaults: readonly FaultRule[];
}

/** Every plane of the cloud, and what concerns all of them. */
export interface ComposedPlanes {
  readonly planes: readonly Plane[];
  readonly resourceTypes: readonly ResourceType[];
  readonly openMachine: Azure["openMachine"];
  /** Rejects when something that the cloud cannot be without has ended. */
  readonly broken: Promise<never>;
  /** Back to the seed, all of it. */
  readonly reset: () => Promise<void>;
}

export function composePlanes(context: CloudContext, parts: PlaneParts): ComposedPlanes {
  const { directory, resources, tokens, calling, pipeline, clock, faults, initialFaults } = parts;
  const azure = createAzure(context, resources);
  const graph = createGraphPlane(directory);
  const onGraphOrigin = [graph, ...calling.planes.filter(({ name }) => name === "calls")].flatMap((plane) => plane.operations);
  const reset = async (): Promise<void> => {
    // The clock first: what it still had to do belongs to what is forgotten.
    clock.reset();
    faults.clear();
    for (const rule of initialFaults) faults.add(rule);
    calling.reset();
    await azure.reset();
    directory.reset();
    loadSeed(directory, context.seed);
    await azure.load();
  };
  return {
    planes: [
      ...azure.planes,
      createMetadataPlane(context),
      createLoginPlane({ context, directory, tokens, pipeline }),
      graph,
      { name: "graph", operations: createBatchOperations(onGraphOrigin, { clock, faults, transcript: context.transcript }) },
      ...calling.planes,
      createControlPlane(context, { calling, reset }),
      ...(pipeline === undefined ? [] : [createPipelinePlane(pipeline)]),
    ],
    resourceTypes: azure.resourceTypes,
    openMachine: azure.openMachine,
    broken: azure.broken,
    reset,
  };
}
