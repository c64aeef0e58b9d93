import { decimal, flag, list, oneOf, structure, text, whole } from "../shape.ts";

const probe = structure({
  type: oneOf(["Liveness", "Readiness", "Startup"]),
  httpGet: structure({
    path: text(),
    port: whole(1, 65_535, { required: true }),
    scheme: oneOf(["HTTP", "HTTPS"]),
    host: text(),
    httpHeaders: list(structure({ name: text({ required: true }), value: text({ required: true }) })),
  }),
  tcpSocket: structure({ host: text(), port: whole(1, 65_535, { required: true }) }),
  initialDelaySeconds: whole(0, 60),
  periodSeconds: whole(1, 240),
  timeoutSeconds: whole(1, 240),
  failureThreshold: whole(1, 48),
  successThreshold: whole(1, 10),
  terminationGracePeriodSeconds: whole(0, 3_600),
});

/** That a container needs a name and an image is the service's rule, not the model's: ASSUMED. */
const common = {
  name: text({ required: true }),
  image: text({ required: true }),
  imageType: oneOf(["CloudBuild", "ContainerImage"]),
  command: list(text()),
  args: list(text()),
  env: list(structure({ name: text({ required: true }), value: text(), secretRef: text() })),
  resources: structure({ cpu: decimal(), memory: text(), ephemeralStorage: text({ readOnly: true }), gpu: decimal() }),
  volumeMounts: list(structure({ mountPath: text(), subPath: text(), volumeName: text() })),
};
/** A container that starts, does its work and ends before the others. */
export const initContainer = structure(common);
export const container = structure({ ...common, probes: list(probe) });
/** Where a scale rule finds what it signs in with. */
export const scaleAuth = list(structure({ secretRef: text(), triggerParameter: text() }));

/** Kept and without effect: there is no sidecar here. */
export const dapr = structure(
  {
    enabled: flag(),
    appId: text(),
    appProtocol: oneOf(["http", "grpc"]),
    appPort: whole(1, 65_535),
    httpReadBufferSize: whole(1, 1_048_576),
    httpMaxRequestSize: whole(1, 1_048_576),
    logLevel: oneOf(["info", "debug", "warn", "error"]),
    enableApiLogging: flag(),
    appHealth: structure({
      enabled: flag(),
      path: text(),
      probeIntervalSeconds: whole(1, 86_400),
      probeTimeoutMilliseconds: whole(1, 86_400_000),
      threshold: whole(1, 1_000),
    }),
    maxConcurrency: whole(1, 1_000_000),
  },
  { nullable: true },
);
