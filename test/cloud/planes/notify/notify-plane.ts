import type { Plane } from "../../core/operation.ts";
import type { Notifier } from "./notifier.ts";

/** The sending side of the calling service. It answers nothing: what it sends is in the transcript as plane `notify`. */
export function createNotifyPlane(notifier: Notifier): Plane {
  return { name: "notify", operations: [], stop: () => notifier.stop() };
}
