import { DialtoneError } from "../../infra/contract/dialtone-error.ts";
import type { CloudAnswer } from "../lib/cloud-http.ts";
import type { DeployerCloud, DeployerRequest } from "../lib/deployer-cloud.ts";
import { parseJson, toObject } from "../lib/wire-error.ts";

type Entity = Readonly<Record<string, unknown>>;

/** What a recovery asks the cloud, as the deployer. */
export interface RecoveryCloud {
  /** Every page; empty where what it is a list of is not there. */
  readonly listGraph: (path: string) => Promise<readonly Entity[]>;
  /** Undefined where it is not there. */
  readonly readGraph: (path: string) => Promise<Entity | undefined>;
  readonly postGraph: (path: string, body: object) => Promise<void>;
  readonly listAzure: (path: string, apiVersion: string) => Promise<readonly Entity[]>;
  readonly existsInAzure: (resourceId: string, apiVersion: string) => Promise<boolean>;
}

/**
 * The deployer's cloud, where "not there" is an answer and every other refusal ends the recovery: on half of what there is
 * it would decide wrongly. A read is repeated while the other side throttles or is broken.
 * @throws DialtoneError DT_UNCERTAIN_RIGHTS, from every member; TransportFailure
 */
export function createRecoveryCloud(deployer: DeployerCloud): RecoveryCloud {
  const ask = async (request: DeployerRequest): Promise<CloudAnswer> => {
    const answer = await deployer.ask(request);
    if (answer.status < 300 || answer.status === 404) return answer;
    throw toRefusal(request, answer.status);
  };
  const list = async (to: DeployerRequest["to"], path: string): Promise<readonly Entity[]> => {
    const found = await deployer.list(to, path);
    if (found !== undefined) return found;
    const request: DeployerRequest = { to, method: "GET", path };
    if ((await ask(request)).status === 404) return [];
    throw toRefusal(request, undefined); // a later page, or an answer that changed meanwhile
  };
  return {
    listGraph: (path) => list("graph", path),
    readGraph: async (path) => {
      const answer = await ask({ to: "graph", method: "GET", path });
      return answer.status === 404 ? undefined : toObject(parseJson(answer.text));
    },
    postGraph: async (path, body) => {
      await ask({ to: "graph", method: "POST", path, body });
    },
    listAzure: (path, apiVersion) => list("arm", `${path}?api-version=${apiVersion}`),
    existsInAzure: async (resourceId, apiVersion) =>
      (await ask({ to: "arm", method: "GET", path: `${resourceId}?api-version=${apiVersion}` })).status !== 404,
  };
}

function toRefusal({ to, method, path }: DeployerRequest, status: number | undefined): DialtoneError {
  const isBusy = status === undefined || status === 429 || status >= 500;
  const [place = ""] = path.split("?");
  return new DialtoneError({
    code: "DT_UNCERTAIN_RIGHTS",
    what: "a recovery could not look at what is in the cloud",
    saw: `${method} ${place} of ${to === "graph" ? "Microsoft Graph" : "Azure"} ${status === undefined ? "was not told whole" : `answered ${status}`}`,
    expected: isBusy ? "an answer" : "an answer; whoever recovers needs the deployer's rights",
    fix: isBusy
      ? "run it again in some minutes; what was taken over stays"
      : "sign in as the deployer and run it again; what was taken over stays",
  });
}
