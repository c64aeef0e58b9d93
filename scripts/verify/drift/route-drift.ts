import { parseJson, toObject } from "../../lib/wire-error.ts";
import { type DriftFinding, type DriftLook, type DriftSubject, toUnseenAnswer } from "./drift-finding.ts";

/** Source: https://learn.microsoft.com/azure/templates/microsoft.app/containerapps, read 2026-11-25. */
const apiVersion = "2025-02-02-preview";
/** Name of the container app, as infra/components/callback-host.ts fixes it. */
const containerAppName = "callback";

/** The way from the internet to the callback host: name, ingress, traffic, image. */
export const routeDrift: DriftLook = { of: "route", find: findRouteDrift };

async function findRouteDrift({ outputs, clients }: DriftSubject): Promise<readonly DriftFinding[]> {
  const { subscriptionId, resourceGroupName, host, stack } = outputs;
  const fix = `pulumi up --stack ${stack} --refresh`;
  const resourceId = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}/providers/Microsoft.App/containerApps/${containerAppName}`;
  const answer = await clients.readAzure(`${resourceId}?api-version=${apiVersion}`);
  if (answer.status === 404) return [{ of: "route", kind: "missing", what: "there is no callback host", fix }];
  if (answer.status !== 200) return [toUnseenAnswer("route", answer, `an operator with Reader on resource group ${resourceGroupName}`)];
  const properties = toObject(toObject(parseJson(answer.text))["properties"]);
  const ingress = toObject(toObject(properties["configuration"])["ingress"]);
  const containers = toList(toObject(properties["template"])["containers"]);
  const latest = toList(ingress["traffic"]).find(({ latestRevision }) => latestRevision === true);
  const rows: readonly (readonly [what: string, saw: unknown, expected: unknown])[] = [
    ["the host's name", ingress["fqdn"], host.fqdn],
    ["ingress from outside", ingress["external"], true],
    ["plain HTTP", ingress["allowInsecure"] ?? false, false],
    ["traffic to the latest revision", latest?.["weight"] ?? 0, 100],
    ["the image", containers[0]?.["image"], host.image],
    ["the number of containers", containers.length, 1],
    ["the number of rules by IP address", toList(ingress["ipSecurityRestrictions"]).length, 0],
    ["the number of other names (customDomains)", toList(ingress["customDomains"]).length, 0],
    ["the number of other ports", toList(ingress["additionalPortMappings"]).length, 0],
    ["asking for a client's certificate", toMode(ingress["clientCertificateMode"]), "ignore"],
  ];
  return rows
    .filter(([, saw, expected]) => saw !== expected)
    .map(([what, saw, expected]) => ({ of: "route", kind: "changed", what: `${what} is ${show(saw)}, and was ${show(expected)}`, fix }));
}

function toList(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(toObject) : [];
}

/** Not said means ignored. Source: as above. */
function toMode(value: unknown): string {
  return typeof value === "string" ? value.toLowerCase() : "ignore";
}

function show(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
}
