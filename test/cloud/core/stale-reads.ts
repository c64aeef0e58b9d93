import { type PlaneRequest, Refusal, type Reply } from "./operation.ts";

/** Remembers what reads were answered, so that the `stale-read` fault can answer the past. */
export interface StaleReads {
  readonly remember: (request: PlaneRequest, reply: Reply) => void;
  /** What was read here last; without a past an empty list, or `notFound` thrown. */
  readonly staleReply: (request: PlaneRequest, fresh: Reply, notFound: () => Refusal) => Reply;
}

/** A replica that has not heard of anything since it was asked last. */
export function createStaleReads(): StaleReads {
  const past = new Map<string, Reply>();
  const keyOf = (request: PlaneRequest): string => `${request.path}?${request.query.toString()}`;
  return {
    remember: (request, reply) => {
      if (request.method === "GET" && reply.status === 200) past.set(keyOf(request), reply);
    },
    staleReply: (request, fresh, notFound) => {
      if (request.method !== "GET") return fresh;
      const known = past.get(keyOf(request));
      if (known !== undefined) return known;
      if (isList(fresh.json)) return { ...fresh, json: { ...fresh.json, value: [] } };
      throw notFound();
    },
  };
}

function isList(json: unknown): json is { readonly value: readonly unknown[] } {
  return typeof json === "object" && json !== null && "value" in json && Array.isArray(json.value);
}
