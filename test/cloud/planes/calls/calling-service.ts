import type { CloudContext } from "../../core/cloud-context.ts";
import type { Plane } from "../../core/operation.ts";
import { CallingKeySet } from "../calling-keys/calling-key-set.ts";
import { createCallingKeysPlane } from "../calling-keys/calling-keys-plane.ts";
import type { DeliveryRecord } from "../notify/delivery-record.ts";
import { Notifier } from "../notify/notifier.ts";
import { createNotifyPlane } from "../notify/notify-plane.ts";
import type { CallRecord } from "./call-record.ts";
import { CallRegistry } from "./call-registry.ts";
import { createCallsPlane } from "./calls-plane.ts";
import { PromptMedia } from "./prompt-media.ts";
import { RegistrationStore } from "./registration-store.ts";

/** The simulated calling service: the calls API, its notifications and the keys that sign them, composed. */
export interface CallingService {
  /** Planes `calls` (on the Graph origin), `calling-keys` (an origin of its own) and `notify` (no operations). */
  readonly planes: readonly Plane[];
  readonly calls: () => readonly CallRecord[];
  readonly deliveries: () => readonly DeliveryRecord[];
  readonly keys: CallingKeySet;
  /** Forgets calls, deliveries and settled registrations. */
  readonly reset: () => void;
}

/** Composes the calling service for a cloud. */
export async function createCallingService(context: CloudContext): Promise<CallingService> {
  const keys = await CallingKeySet.create(context.clock.wallMs);
  const notifier = new Notifier(context, keys);
  const media = new PromptMedia(context);
  const registry = new CallRegistry(context, notifier, media.load);
  const registrations = new RegistrationStore(context.resources, context.faults, context.clock);
  const calls = createCallsPlane({ context, registry, registrations });
  return {
    planes: [
      {
        ...calls,
        stop: async () => {
          registry.reset();
          await media.stop();
        },
      },
      createCallingKeysPlane(keys),
      createNotifyPlane(notifier),
    ],
    calls: () => registry.records(),
    deliveries: () => notifier.deliveries(),
    keys,
    reset: () => {
      registry.reset();
      registrations.reset();
      notifier.reset();
    },
  };
}
