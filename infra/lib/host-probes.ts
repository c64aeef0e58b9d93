import { livenessPath, readinessPath } from "../contract/host-environment.ts";

/** TCP port of the host inside of its container; the ingress' target port. */
export const hostPort = 8080;

/**
 * How the platform asks the host for its health. Ready means that signing keys and table are there, so a host whose
 * role assignment has not arrived yet gets no traffic; alive means that the process serves.
 * Limits of the fields: https://learn.microsoft.com/azure/container-apps/health-probes, read 2026-11-25.
 */
export const hostProbes = [
  {
    type: "Startup",
    httpGet: { path: livenessPath, port: hostPort, scheme: "HTTP" },
    periodSeconds: 1,
    timeoutSeconds: 2,
    failureThreshold: 10,
  },
  {
    type: "Liveness",
    httpGet: { path: livenessPath, port: hostPort, scheme: "HTTP" },
    periodSeconds: 10,
    timeoutSeconds: 2,
    failureThreshold: 3,
  },
  {
    type: "Readiness",
    httpGet: { path: readinessPath, port: hostPort, scheme: "HTTP" },
    periodSeconds: 5,
    timeoutSeconds: 4,
    failureThreshold: 3,
  },
];
