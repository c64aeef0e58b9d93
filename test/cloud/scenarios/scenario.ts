import type { CertificateFlaw } from "../core/cloud-context.ts";
import type { CalleeBehaviour } from "../core/callee-behaviour.ts";
import type { FaultRule } from "../core/fault-rule.ts";
import type { Seed, SeedUser } from "../core/seed.ts";
import type { PipelineJob } from "../planes/pipeline/pipeline-issuer.ts";

/**
 * A story that the simulated cloud plays, as data: how the stack is configured, how the cloud behaves, what happens in
 * which order, and what must come out. One file each in this folder, named after the story, default export.
 */
export interface Scenario {
  /** As typed after `--scenario`; equals the file's name. */
  readonly name: string;
  /** One sentence for `--list`. */
  readonly summary: string;
  /** What the command ends with when everything went as the story says. */
  readonly exitCode: number;
  /** What must be on the machine; without it the scenario ends with 3. */
  readonly needs?: readonly "pulumi"[];
  /** Configuration keys of the stack (without `dialtone:`) that this story sets; the rest is the stack's own. */
  readonly configuration?: Readonly<Record<string, unknown>>;
  readonly cloud: ScenarioCloud;
  /**
   * `by-acts`: nothing is there until an act of the real engine provisions it. `by-bootstrap`: nothing is there, and a person
   * begins with bootstrap. Default: the stack is provisioned before the first act.
   */
  readonly provision?: "by-acts" | "by-bootstrap";
  /** In order. The last `verify` decides the exit code; where there is none, the acts came out as listed or they did not. */
  readonly acts: readonly Act[];
}

export interface ScenarioCloud {
  /** Seconds on the cloud's clock per second on the wall: how much of a wait a person has to sit through. */
  readonly clockRate: number;
  readonly faults?: readonly FaultRule[];
  /** The job of a pipeline that verify runs in. Default: it runs on somebody's machine. */
  readonly pipeline?: PipelineJob;
  /** Verify runs on a machine in Azure, as its managed identity, which has this object id and Graph's `Directory.Read.All`. */
  readonly machineIdentity?: string;
  /** A person who makes environments and verifies, instead of the stack's own operators. */
  readonly engineer?: ScenarioEngineer;
  /** Rights of whoever runs `pulumi up`, instead of all that it could want. */
  readonly deployer?: ScenarioDeployer;
  /** What the tenant and the subscription allow, where it is not the usual. */
  readonly tenant?: Pick<Seed, "appManagement" | "membersMayRegister" | "subscription">;
  /** How the stack's callees behave when they ring. Default: the first one answers. */
  readonly callee?: CalleeBehaviour;
  /** How all but the first of the stack's callees behave. Default: as `callee`. */
  readonly otherCallees?: CalleeBehaviour;
  /** What the directory says of them. `absent`: it does not have them. Default: enabled members. */
  readonly calleeAccount?: "absent" | Pick<SeedUser, "userType" | "accountEnabled">;
}

/** What a platform engineer may do when the story begins. */
export interface ScenarioEngineer {
  /** Names of Entra roles. */
  readonly directoryRoles: readonly string[];
  /** Names of Azure's built-in roles, on the subscription. */
  readonly azureRoles: readonly AzureRoleOfScenario[];
}

export type AzureRoleOfScenario = "Owner" | "Contributor" | "Reader" | "Role Based Access Control Administrator";

export type Act = VerifyAct | AdministratorAct | WorldAct | LifeAct | BootstrapAct | UpAct;

/** What a program that deploys may do. */
export interface ScenarioDeployer {
  /** Application permissions of Microsoft Graph. */
  readonly graphRoles: readonly string[];
  /** Names of Azure's built-in roles, on the subscription. */
  readonly azureRoles: readonly AzureRoleOfScenario[];
}

/** The engineer runs `npm run bootstrap` in an empty checkout; only in a scenario that provisions by bootstrap. */
export interface BootstrapAct {
  readonly kind: "bootstrap";
  /** `{callee}` stands for the first callee's user principal name. */
  readonly flags: readonly string[];
  readonly exitCode: number;
  /** Whether it asks the cloud for any change. */
  readonly changes: boolean;
  readonly says: readonly string[];
}

/** `pulumi up` with the configuration, and on the real engine in the stack, that bootstrap made. */
export interface UpAct {
  readonly kind: "up";
}

/** What happens to a stack that is there. `{app.clientId}` and the like in its texts stand for the stack's outputs. */
export type WorldAct = RequestAct | FaultsAct | CertificateAct | HostRoleAct | OutputsAct;

/** An act of a stack's life on the real engine; only in a scenario that needs `pulumi` and provisions by acts. */
export type LifeAct =
  | StackAct
  | EngineAct
  | EngineDeathAct
  | CommandAct
  | ConsumerAct
  | ConfigureAct
  | ClockAct
  | ByHandAct
  | InventoryAct
  | RequestsAct
  | SecretsAct;

/** The real verification, in a process of its own. */
export interface VerifyAct {
  readonly kind: "verify";
  readonly exitCode: number;
  /** The `DT_` code of the first check that did not pass. Default: none is expected. */
  readonly code?: string;
  readonly flags?: readonly string[];
  /** How often a call was asked for: creates that reached Graph, whatever it answered. Never two. */
  readonly posts?: 0 | 1;
  /** Whether every call that came of it was hung up or is over; null: none came of it. */
  readonly hungUp?: boolean | null;
  /** What the reader sees: each of these is in the report. */
  readonly says?: readonly string[];
  /** What the reader sees while verify is at work; compared where nobody watches (`--all`). */
  readonly shows?: readonly string[];
  /** How far the clock of the machine that verify runs on is ahead, in minutes; negative: behind. */
  readonly clockAheadMinutes?: number;
  /** What a person does while verify is at work. */
  readonly meanwhile?: AdministratorAct & {
    /** Seconds on the cloud's clock after the calling app got its first token. */
    readonly secondsAfterFirstToken: number;
  };
}

/** What an administrator does by hand in the directory. */
export interface AdministratorAct {
  readonly kind: "administrator";
  /** `grant-group-calls`: grants Calls.InitiateGroupCall.All, the broader role that people grant first. */
  readonly does: "grant-consent" | "revoke-consent" | "grant-group-calls";
}

/** What somebody does by hand, as the one request that their portal or tool sends. */
export interface RequestAct {
  readonly kind: "request";
  readonly to: "graph" | "arm";
  readonly method: "PUT" | "POST" | "PATCH" | "DELETE";
  /** Below the origin, with the query. */
  readonly path: string;
  /** `PUT`: what changes (null: goes), merged into what is read there. Other methods: the body. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** `PUT` of something that is not there yet: nothing is read, the body is all of it. */
  readonly isNew?: true;
  /** What it is, in one line. */
  readonly says: string;
}

/** From here on the cloud misbehaves. */
export interface FaultsAct {
  readonly kind: "faults";
  readonly rules: readonly FaultRule[];
}

/** From here on the callback host's name presents another certificate. */
export interface CertificateAct {
  readonly kind: "certificate";
  readonly is: CertificateFlaw | "for-another-name";
}

/** Somebody takes the callback host's right to write its table away. */
export interface HostRoleAct {
  readonly kind: "host-role";
  readonly does: "remove";
}

/** From here on verify is given outputs in which these are different: somebody's old file, somebody's hand. */
export interface OutputsAct {
  readonly kind: "outputs";
  /** By path: `app.clientId`. */
  readonly sets: Readonly<Record<string, unknown>>;
}

/** From here on the acts are about this stack: another one in the same tenant and subscription, or the first one again. */
export interface StackAct {
  readonly kind: "stack";
  readonly name: string;
  /** Where its configuration differs from the story's; said once. */
  readonly sets?: Readonly<Record<string, unknown>>;
}

/** One operation of the real Pulumi engine on the stack. */
export interface EngineAct {
  readonly kind: "engine";
  /** `recover`: what `npm run recover` does to a stack after an interrupted or half-failed run. */
  readonly does: "preview" | "up" | "refresh" | "destroy" | "recover";
  /** The engine's own counts, all of them: `{ same: 31 }`. Default: not compared. */
  readonly counts?: Readonly<Record<string, number>>;
  /** Everything that is not left the `same`, as `update Bot dialtone-bot`, in any order. Default: not compared. */
  readonly touches?: readonly string[];
  /** It is to fail, and to say each of these. Default: it succeeds. */
  readonly fails?: readonly string[];
  /** Done again until it succeeds, so often at most in all. Default: once. */
  readonly tries?: number;
  /** After each try that fails: `npm run recover`, as the message says. */
  readonly recovers?: true;
  /** Exit code of the failure, as a command would end with it. Default: not compared. */
  readonly exitCode?: number;
  /** It is to say each of these while it works; `recover`: in what it found. */
  readonly says?: readonly string[];
  /** A second engine starts the same operation while this one is at work; it must refuse, and say each of these. */
  readonly rivalSays?: readonly string[];
  /** So many wall milliseconds it may take to refuse; the best of three counts, because other processes are at work too. */
  readonly rivalWithinMs?: number;
}

/** `up` whose engine gets SIGKILL while it waits for an answer: the cloud did what it was asked, and nobody hears of it. */
export interface EngineDeathAct {
  readonly kind: "engine-death";
  /** Name of the cloud's operation, for example `arm.vaults.put`; its next request is the one. */
  readonly operation: string;
}

/** One of the commands around `pulumi up`, in a process of its own, on the stack as it is; `--stack` is given to it. */
export interface CommandAct {
  readonly kind: "command";
  /** As in `npm run NAME`. `verify` asks the CLI for the stack's outputs, as a person has it do; the act `verify` is given them. */
  readonly command: "bootstrap" | "recover" | "rotate" | "teardown" | "verify";
  /** `{evidence}` in one of them is a folder of the rehearsal's own, or the one that the reader asked for. */
  readonly flags?: readonly string[];
  readonly exitCode: number;
  /** It is to say each of these, as a result or on its way. */
  readonly says?: readonly string[];
  /** Instead of an exit code: it gets SIGKILL while it waits for the answer to the next request of this operation, which the cloud did. */
  readonly diesAt?: string;
}

/**
 * A program of the app team that holds the outputs of the moment it starts, and asks for a token all the time: none may be
 * refused until it stops, and after every write of a credential there must have been one.
 */
export interface ConsumerAct {
  readonly kind: "consumer";
  readonly does: "start" | "stop";
}

/** The stack's configuration changes from here on. Keys without `dialtone:`. */
export interface ConfigureAct {
  readonly kind: "configure";
  readonly sets: Readonly<Record<string, unknown>>;
}

/** Time passes, for the cloud and for the program. */
export interface ClockAct {
  readonly kind: "clock";
  readonly forwardHours: number;
}

/** What somebody does by hand in a portal, behind the back of the stack. */
export interface ByHandAct {
  readonly kind: "by-hand";
  readonly does: "edit-webhook" | "delete-channel" | "remove-grant" | "grant-extra-role" | "remove-extra-role" | "delete-app-secret";
}

/** What is in the cloud beside what was there before the first act, by kind and display name. */
export interface InventoryAct {
  readonly kind: "inventory";
  /** `deleted vault`, `application Dialtone dev` …: names of the cloud's own choosing end where the random part begins. */
  readonly holds?: readonly string[];
  /** How many of each kind (`resource`, `application` …), all of them: what finds a duplicate. */
  readonly counts?: Readonly<Record<string, number>>;
}

/** No credential that the cloud ever issued is in the engine's state, events or words, nor in `pulumi stack output --json`. */
export interface SecretsAct {
  readonly kind: "secrets";
}

/** How often the cloud has been asked for an operation since the beginning. */
export interface RequestsAct {
  readonly kind: "requests";
  /** Name in docs/cloud-coverage.md. */
  readonly operation: string;
  readonly count: number;
}
