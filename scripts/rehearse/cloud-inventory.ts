import type { PersonClient } from "./person-client.ts";

/** Everything that a tenant and a subscription hold and that a stack could have left there, one line a thing. */
export async function listCloud(person: PersonClient, subscriptionId: string): Promise<readonly string[]> {
  const subscription = `/subscriptions/${subscriptionId}`;
  const list = async (asked: Promise<Readonly<Record<string, unknown>>>): Promise<Record<string, unknown>[]> =>
    (await asked)["value"] as Record<string, unknown>[];
  const lists: readonly (readonly [kind: string, found: Promise<Record<string, unknown>[]>, nameKey: string])[] = [
    ["resource group", list(person.arm("GET", `${subscription}/resourcegroups?api-version=2024-03-01`)), "name"],
    ["resource", list(person.arm("GET", `${subscription}/resources?api-version=2024-03-01`)), "id"],
    ["deleted vault", list(person.arm("GET", `${subscription}/providers/Microsoft.KeyVault/deletedVaults?api-version=2024-11-01`)), "name"],
    ["application", list(person.graph("GET", "/v1.0/applications")), "displayName"],
    ["service principal", list(person.graph("GET", "/v1.0/servicePrincipals")), "displayName"],
    ["deleted application", list(person.graph("GET", "/v1.0/directory/deletedItems/microsoft.graph.application")), "displayName"],
    [
      "deleted service principal",
      list(person.graph("GET", "/v1.0/directory/deletedItems/microsoft.graph.servicePrincipal")),
      "displayName",
    ],
  ];
  const lines = await Promise.all(
    lists.map(async ([kind, found, nameKey]) => (await found).map((one) => `${kind} ${String(one[nameKey])}`)),
  );
  return lines.flat().sort();
}

/** What the second list has more than the first; a name that occurs twice counts twice. */
export function findAdditions(before: readonly string[], after: readonly string[]): readonly string[] {
  const left = [...before];
  return after.filter((line) => {
    const at = left.indexOf(line);
    if (at === -1) return true;
    left.splice(at, 1);
    return false;
  });
}
