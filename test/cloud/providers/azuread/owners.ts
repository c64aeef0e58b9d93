import type { GraphClient } from "./graph-client.ts";

/** Object ids of the owners of `v1.0/applications/{id}` or `v1.0/servicePrincipals/{id}`. */
export async function readOwners(graph: GraphClient, path: string): Promise<string[]> {
  const answer = await graph.call({ method: "GET", path: `${path}/owners` });
  const owners = (answer.json?.["value"] ?? []) as { id: string }[];
  return owners.map(({ id }) => id);
}

/** The first twenty owners of a create, the caller first: without an owner the caller could not go on. */
export function toOwnersBind(graph: GraphClient, wanted: readonly string[]): string[] {
  const others = wanted.filter((owner) => owner !== graph.callerObjectId);
  return [graph.callerObjectId, ...others].slice(0, 20).map((owner) => toReference(graph, owner));
}

/** After a create: adds owners beyond twenty, removes the caller if it was not wanted. */
export async function settleOwners(graph: GraphClient, path: string, wanted: readonly string[]): Promise<void> {
  const others = wanted.filter((owner) => owner !== graph.callerObjectId);
  for (const owner of others.slice(19)) await addOwner(graph, path, owner);
  if (!wanted.includes(graph.callerObjectId)) {
    await graph.call({ method: "DELETE", path: `${path}/owners/${graph.callerObjectId}/$ref` });
  }
}

/** In an update: reads, adds what is missing, removes what is too much. */
export async function updateOwners(graph: GraphClient, path: string, wanted: readonly string[]): Promise<void> {
  const present = await readOwners(graph, path);
  for (const owner of wanted.filter((one) => !present.includes(one))) await addOwner(graph, path, owner);
  for (const owner of present.filter((one) => !wanted.includes(one))) {
    await graph.call({ method: "DELETE", path: `${path}/owners/${owner}/$ref` });
  }
}

async function addOwner(graph: GraphClient, path: string, owner: string): Promise<void> {
  await graph.call({ method: "POST", path: `${path}/owners/$ref`, body: { "@odata.id": toReference(graph, owner) } });
}

function toReference(graph: GraphClient, owner: string): string {
  return `${graph.baseUrl}/v1.0/directoryObjects/${owner}`;
}
