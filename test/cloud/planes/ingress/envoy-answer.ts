/** What the edge of Container Apps answers by itself, when no replica of an app answers. */
export interface EnvoyAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const stoppedPage = `<!DOCTYPE html>
<html>
<head><title>Azure Container App - Unavailable</title></head>
<body>
<h1>Error 404 - This Container App is stopped or does not exist.</h1>
<p>The Container App you have attempted to reach is currently stopped or does not exist.</p>
</body>
</html>
`;

/**
 * By cause. Status and wording follow the page of Container Apps for an app without a running revision and Envoy's own
 * local replies (response flags UF, UC and UT); markup and headers are ASSUMED: no recorded answer was at hand.
 */
export const envoyAnswers = {
  stoppedOrUnknown: { status: 404, contentType: "text/html", body: stoppedPage },
  connectFailure: {
    status: 503,
    contentType: "text/plain",
    body: "upstream connect error or disconnect/reset before headers. reset reason: connection failure",
  },
  connectionTermination: {
    status: 503,
    contentType: "text/plain",
    body: "upstream connect error or disconnect/reset before headers. reset reason: connection termination",
  },
  timeout: { status: 504, contentType: "text/plain", body: "upstream request timeout" },
} as const satisfies Record<string, EnvoyAnswer>;

/**
 * Longest wait for an answer of the app, in milliseconds on the wall: 240 seconds.
 * Source: https://learn.microsoft.com/azure/container-apps/ingress-overview (HTTP: "Request timeout is 240 seconds"), read 2026-11-25.
 */
export const requestTimeoutMs = 240_000;
