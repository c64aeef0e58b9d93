import * as pulumi from "@pulumi/pulumi";
import { DialtoneError } from "../contract/dialtone-error.ts";
import type { CredentialMode, CredentialSettings } from "../contract/credential-settings.ts";
import { outputsKey } from "../contract/outputs.ts";

/** The engine's own function behind a StackReference, which would be one more resource. Source: pulumi/pulumi pkg/resource/deploy/builtins.go, read 2026-11-26. */
const readStackOutputs = "pulumi:pulumi:readStackOutputs";
/** The organisation that a backend of one's own says it has. Source: https://www.pulumi.com/docs/iac/concepts/state-and-backends/, read 2026-11-26. */
const ownBackend = "organization";

interface InUse {
  readonly generation: string;
  readonly mode: CredentialMode;
}

/**
 * Refuses an update that would take away the credential that the stack's last update put in use: it would be gone while
 * others still hold it, and before the one that comes in its place has given a token. Looks at the stack's own last outputs.
 * Where they cannot be read it says so, and stops nothing.
 * @throws DialtoneError DT_CONFIG_CREDENTIAL_IN_USE
 */
export async function keepCredentialInUse(credential: CredentialSettings, stackName: string): Promise<void> {
  const inUse = await loadInUse(stackName);
  if (inUse !== undefined) assertKept(inUse, credential, stackName);
}

/** Pure. @throws DialtoneError DT_CONFIG_CREDENTIAL_IN_USE */
export function assertKept({ generation, mode }: InUse, { generations, drop }: CredentialSettings, stackName: string): void {
  if (drop === generation || generations.some((one) => one.name === generation && one.mode === mode)) return;
  const wanted = generations.at(-1)?.mode ?? mode;
  const byRotate =
    wanted === "federated"
      ? ""
      : `npm run rotate -- --stack ${stackName}${wanted === mode ? "" : ` --mode ${wanted}`} with the file as it was; or `;
  throw new DialtoneError({
    code: "DT_CONFIG_CREDENTIAL_IN_USE",
    what: `stack ${stackName} is in use with generation ${generation} (${mode}), and this update would take it away: whoever holds it would be refused at once; nothing was done`,
    saw: generations.map((one) => `${one.name} (${one.mode})`).join(", "),
    expected: `${generation} (${mode}) in front, until a newer one behind it has been proved`,
    fix: `${byRotate}keep { name: ${generation}, mode: ${mode}, … } in front of the new generation, pulumi up, and let npm run rotate take it away; or, where it may serve nobody for a moment longer: dialtone:credential drop: ${generation}`,
  });
}

async function loadInUse(stackName: string): Promise<InUse | undefined> {
  const organization = pulumi.getOrganization();
  const name = organization === ownBackend ? stackName : `${organization}/${pulumi.getProject()}/${stackName}`;
  try {
    const { outputs } = (await pulumi.runtime.invoke(readStackOutputs, { name }, { async: true })) as { outputs?: Record<string, unknown> };
    const { credential } = (outputs?.[outputsKey] ?? {}) as { credential?: InUse };
    return credential;
  } catch (error) {
    await pulumi.log.warn(`the stack's last outputs cannot be read, so nobody looks whether the credential in use stays: ${String(error)}`);
    return undefined;
  }
}
