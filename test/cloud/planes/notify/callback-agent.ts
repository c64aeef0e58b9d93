import { readFileSync } from "node:fs";
import { getCACertificates } from "node:tls";
import { Agent, buildConnector } from "undici";

/** Longest wait for a connection, and for the host's answer, in milliseconds of wall time. ASSUMED: Microsoft publishes no deadline. */
const connectTimeoutMs = 5_000;
const answerTimeoutMs = 15_000;
/** Longest answer that is read, in bytes. ASSUMED. */
const maxAnswerBytes = 256 * 1024;

/**
 * The client that notifications leave by. It trusts the cloud's own authority and what NODE_EXTRA_CA_CERTS adds, and
 * nothing else; a name below `.test` is reached at the ingress, with the name as SNI and Host.
 */
export function createCallbackAgent(caFile: string, ingress: string): Agent {
  const ingressPort = ingress.slice(ingress.lastIndexOf(":") + 1);
  const connect = buildConnector({
    ca: [readFileSync(caFile, "utf8"), ...getCACertificates("extra")],
    timeout: connectTimeoutMs,
    allowH2: false,
    // A resumed session is not verified again, and a name's certificate may change while the cloud runs.
    maxCachedSessions: 0,
  });
  return new Agent({
    // A connection for each notification: a changed certificate or app is met at once. Real logs show both forms.
    pipelining: 0,
    headersTimeout: answerTimeoutMs,
    bodyTimeout: answerTimeoutMs,
    maxResponseSize: maxAnswerBytes,
    connect: (options, callback) => {
      if (!options.hostname.endsWith(".test")) return connect(options, callback);
      return connect({ ...options, hostname: "127.0.0.1", port: ingressPort, servername: options.hostname }, callback);
    },
  });
}

/** True for an error that says that the other side's certificate is not to be trusted. */
export function isUntrustedCertificate(code: string): boolean {
  return /^(?:ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(?:VERIFY|GET)_|HOSTNAME_MISMATCH$|INVALID_CA$)/.test(code);
}
