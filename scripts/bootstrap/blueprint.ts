import type { CloudAnswer } from "../lib/cloud-http.ts";
import type { Names } from "./names.ts";

/** A user who may be called, as it was given and as the directory answered. */
export interface Callee {
  /** User principal name or object id. */
  readonly given: string;
  readonly answer: CloudAnswer;
  /** Undefined where the directory has nobody of that name. */
  readonly objectId: string | undefined;
}

export interface Operator {
  readonly objectId: string;
  readonly principalType: "User" | "Group" | "ServicePrincipal";
}

/** Where Pulumi keeps the stack's state, and who encrypts what is secret in it. */
export interface Backend {
  /** `azure`: made by bootstrap. `current`: where `pulumi` is logged in to. `url`: named by whoever runs it. */
  readonly kind: "azure" | "current" | "url";
  /** Empty where no CLI could tell. */
  readonly url: string;
  readonly secretsProvider: string;
}

export const pipelineKinds = ["github", "azure-devops", "gitlab"] as const;
export type PipelineKind = (typeof pipelineKinds)[number];

/** The pipeline that is trusted: one repository, one environment. */
export interface Pipeline {
  readonly kind: PipelineKind;
  /** `OWNER/NAME` or `OWNER@ID/NAME@ID`, `ORGANISATION/PROJECT/REPOSITORY`, `GROUP/PROJECT`. */
  readonly repository: string;
  /** Who vouches for it: the issuer of its tokens. */
  readonly issuer: string;
  /** `sub` of the token of whoever deploys. */
  readonly deploySubject: string;
  /** `sub` of the token of whoever previews a pull request; undefined where there is none that can be told in advance. */
  readonly previewSubject: string | undefined;
  /** Name of the environment (GitHub, GitLab) or service connection (Azure DevOps) that deploys. */
  readonly environment: string;
}

/** How the app proves itself. The third mode, `federated`, names issuers, and is written into the stack's file by hand. */
export interface Credential {
  readonly mode: "secret" | "certificate" | "federated";
  /** In days or hours, as configured: `90d`. */
  readonly life: string;
}

/** Everything that bootstrap has to know, read, asked or given; nothing of it is secret. */
export interface Blueprint {
  readonly stackName: string;
  /** Where Pulumi.yaml is, and where files are written. */
  readonly directory: string;
  readonly cloudName: "public" | "usgov" | "usgov-dod";
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly location: string;
  readonly displayName: string;
  readonly callees: readonly Callee[];
  readonly operators: readonly Operator[];
  readonly consent: "grant" | "manual";
  readonly credential: Credential;
  readonly backend: Backend;
  readonly pipeline: Pipeline | undefined;
  readonly names: Names;
}
