/** Part of `npm run check`: says 90 days before an Azure api-version of the stack retires, and fails 30 days before. */
import { azureApiVersions } from "../infra/contract/azure-api-versions.ts";

const dayMs = 24 * 60 * 60 * 1000;
const warnDays = 90;
const failDays = 30;

for (const { sdkFile, apiVersion, retiresOn, source, wayOut } of azureApiVersions) {
  if (retiresOn === null) continue;
  const daysLeft = Math.floor((Date.parse(retiresOn) - Date.now()) / dayMs);
  if (daysLeft > warnDays) continue;
  const fails = daysLeft <= failDays;
  process.stderr.write(
    `${fails ? "✘" : "!"} @pulumi/azure-native/${sdkFile} uses api-version ${apiVersion}, which retires on ${retiresOn}, in ${daysLeft} days\n` +
      `  fix     ${wayOut}\n  source  ${source}\n`,
  );
  if (fails) process.exitCode = 1;
}
