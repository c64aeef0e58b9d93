/** What every peer is told, and what it says when it listens. All of them answer 202 to a POST with a good token and a JSON body. */
export const settings = {
  /** OpenID configuration of the key endpoint, on loopback. */
  openIdConfigurationUrl: process.env.BENCH_OPENID_CONFIGURATION,
  keySetUrl: process.env.BENCH_KEY_SET,
  clientId: process.env.BENCH_CLIENT_ID,
  tenantId: process.env.BENCH_TENANT_ID,
  issuer: process.env.BENCH_ISSUER,
  path: process.env.BENCH_PATH,
  port: Number(process.env.BENCH_PORT ?? 0),
  tableEndpoint: process.env.HOST_TABLE_ENDPOINT,
  tableName: process.env.HOST_TABLE_NAME,
};

/** Five minutes, as everywhere. */
export const clockToleranceSeconds = 300;

export function tell(server) {
  const { port } = server.address();
  if (process.send !== undefined) process.send({ port });
}

process.on("disconnect", () => process.exit());
