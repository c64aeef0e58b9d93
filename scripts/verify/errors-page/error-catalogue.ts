import type { ErrorCode } from "../../../infra/contract/error-codes.ts";

/** What docs/errors.md says of a code before the known answers of Microsoft's that lead to it. Markdown. */
export interface ErrorEntry {
  readonly meaning: string;
  /** Who can cure it. */
  readonly who: string;
  readonly cure: string;
}

/** Every code, explained once. The page is generated from this and from the decoder: node scripts/errors-page.ts. */
export const errorCatalogue: Readonly<Record<ErrorCode, ErrorEntry>> = {
  DT_USAGE_FLAG: {
    meaning:
      "A flag is unknown, lacks its value, excludes another one, or names a place that cannot be used (a folder, a port). Problems of flags are listed at once.",
    who: "who typed it",
    cure: "`npm run <command> -- --help` lists the flags and the exit codes.",
  },
  DT_USAGE_SCENARIO: {
    meaning: "No scenario has that name.",
    who: "who typed it",
    cure: "`npm run rehearse -- --list` lists them.",
  },
  DT_USAGE_STACK: {
    meaning: "The stack's configuration file, or its output `dialtone`, was not found or could not be read.",
    who: "platform engineer",
    cure: "Name a stack that has a `Pulumi.<stack>.yaml` beside `Pulumi.yaml`; for `verify` run `pulumi up` first, or give `--outputs FILE`.",
  },
  DT_USAGE_OUTPUTS: {
    meaning:
      "The outputs do not keep their contract (`infra/contract/outputs.ts`, `dialtone/outputs/1`): another version of Dialtone wrote them, or the file is another one.",
    who: "platform engineer",
    cure: "`pulumi up` with this version, then `pulumi stack output dialtone --json > outputs.json`.",
  },
  DT_USAGE_CALLEE: {
    meaning:
      "`--callee` names a user whom the stack's configuration does not allow to be called. The configured callees are an allow-list, so that a test call is never a nuisance.",
    who: "platform engineer",
    cure: "Add the object id: `pulumi config set --path 'callees[1]' OBJECT-ID`, then `pulumi up`.",
  },
  DT_USAGE_EVIDENCE: {
    meaning: "`--check DIR` found no evidence in the folder. Nothing checked is not success.",
    who: "who typed it",
    cure: "Name the folder that `--evidence DIR` wrote to.",
  },
  DT_USAGE_NODE: {
    meaning: "The Node that runs is older than 24.12. The programs are TypeScript that Node 24 runs itself.",
    who: "who typed it",
    cure: "On Linux and Windows `npm ci` brings Node 24 and `npm run` uses it. On macOS install Node 24 (`brew install node@24`, or nvm, fnm, volta).",
  },
  DT_USAGE_ENGINE: {
    meaning: "The engine that was asked for is not on this machine, or too old.",
    who: "platform engineer",
    cure: "Install the Pulumi CLI 3.259.0 or newer (https://www.pulumi.com/docs/install/), or leave `--engine` out.",
  },
  DT_CONFIG_INVALID: {
    meaning:
      "Keys of `Pulumi.<stack>.yaml` are missing, unknown or malformed; each is listed with what to type. A wrong value is described, never shown.",
    who: "platform engineer",
    cure: "The commands under `fix`; `Pulumi.dev.yaml` is a commented example.",
  },
  DT_CONFIG_SECRET: {
    meaning:
      "A rehearsal met an encrypted value (`secure:`) or a Pulumi ESC environment in the stack's configuration. It has no key for them, and Dialtone's own keys need no secret.",
    who: "platform engineer",
    cure: "Give the named key in plain text, or rehearse a stack file without it: `npm run rehearse -- --stack NAME`.",
  },
  DT_CONFIG_CLOUD: {
    meaning:
      "The cloud is not one that has the calling API, a rehearsal was pointed at an address that is not this machine, or a real cloud at one that is.",
    who: "platform engineer",
    cure: "`pulumi config set cloud public` (or `usgov`, `usgov-dod`). China, Delos and GovSG have no `POST /communications/calls`.",
  },
  DT_CONFIG_CREDENTIAL_FORBIDDEN: {
    meaning:
      "An app management policy of the tenant forbids the kind of credential that the configuration asks for, or a life as long as that. Nothing of the credential was made.",
    who: "platform engineer; the policy is a Global Administrator's",
    cure: "Take a mode that the tenant allows: `mode: certificate` (the key stays in Key Vault) or `mode: federated` (no secret at all) in `dialtone:credential`, as `Pulumi.dev.yaml` shows; or a shorter `life`. Then `pulumi up`.",
  },
  DT_CONFIG_CREDENTIAL_IN_USE: {
    meaning:
      "The configuration no longer has the credential that the stack's last update put in use: another mode was written over it, or its name was changed. `pulumi up` would have made the new one and deleted the old one in one go, while consumers still hold it. Nothing was done.",
    who: "platform engineer",
    cure: "Put the generation back and let `npm run rotate -- --stack NAME`, with `--mode certificate` or `--mode secret` where it is to be another kind, add the new one beside it; by hand: keep it in front, with its `mode`, and write the new one behind it. A credential that leaked and may serve nobody any more: `drop: g1` in `dialtone:credential`, with its name.",
  },
  DT_ROTATE_OTHER_CHANGES: {
    meaning:
      "`npm run rotate` runs `pulumi up`, and its preview showed changes beside those of the credential, or a credential in use that would be replaced. A rotation must not bring anything else with it. Nothing was done.",
    who: "platform engineer",
    cure: "`pulumi up` first, or take the change back; then rotate.",
  },
  DT_PROVISION_FAILED: {
    meaning:
      "A resource of the stack could not be made, or the host's sources could not be packed or uploaded. The message is the provider's own; whatever was made is kept.",
    who: "platform engineer",
    cure: "Cure what the message names, then run the same command again: a second run goes on where the first one stopped.",
  },
  DT_CONFIG_FOREIGN: {
    meaning:
      "The outputs of a stack name an application, bot, callback or vault of another stack, or are another stack's than was asked for. Environments do not touch: one stack is one environment.",
    who: "platform engineer",
    cure: "Take the outputs of one stack, unchanged: `npm run verify -- --stack NAME`.",
  },
  DT_GATE_FAILED: {
    meaning:
      "`verifyAfterUp` is on, everything of the update is in place, and the verification after it did not prove that the app may call. The message carries verify's own report, with the code of the broken link, and says where the evidence is. Nothing is rolled back.",
    who: "whoever the broken link names",
    cure: "Cure what the report names, then `pulumi up`: the gate's record stays out of the state until a call proved the stack, so every update calls again. Or `npm run verify -- --stack NAME`: where it proves the stack, the next `pulumi up` takes that for proved and calls nobody.",
  },
  DT_TEARDOWN_PROTECTED: {
    meaning:
      "The stack's application and vault refuse to be deleted (`protect: true`). With the application go its consent and the bot's identity, which is why it takes more than `--yes`. Nothing was done.",
    who: "platform engineer",
    cure: "`npm run teardown -- --stack NAME --yes --unprotect NAME`, with the stack's own name twice.",
  },
  DT_TEARDOWN_FOREIGN: {
    meaning:
      "The stack's resource group holds resources that the stack did not make. Azure deletes a group with everything in it, so nothing was done.",
    who: "platform engineer",
    cure: "Move them to another group or delete them, then run teardown again.",
  },
  DT_UNCERTAIN_TEARDOWN: {
    meaning:
      "What teardown deleted could not be read back: throttled, unreachable, or not allowed to look. Nothing says that it is still there, and nothing proves that it is gone.",
    who: "platform engineer",
    cure: "Run the same command again: it goes on with reading back, and knows from the run before what to ask for.",
  },
  DT_TEARDOWN_LEFT: {
    meaning:
      "Something that the stack made is still there after everything was destroyed, or could not be purged though `--purge` asked for it. It is named, with what removes it.",
    who: "platform engineer, or whoever holds the right that is missing",
    cure: "The command under `fix` at each thing that is left, then run teardown again for the proof.",
  },
  DT_BOOTSTRAP_MISSING: {
    meaning:
      "`npm run bootstrap` has to know something that nothing on this machine tells, and nobody can be asked: there is no terminal, a pipeline runs it, or `--yes` was given.",
    who: "who typed it",
    cure: "Give the flags that the message names, all of them at once.",
  },
  DT_BOOTSTRAP_SIGN_IN: {
    meaning: "Nobody is signed in to Azure on this machine, or the sign-in is over.",
    who: "who typed it",
    cure: "`az login --tenant TENANT-ID`, then the same command again.",
  },
  DT_BOOTSTRAP_PREFLIGHT: {
    meaning:
      "Something has to be mended before an environment can be made; everything that was found is listed, each with its cure. Nothing was changed.",
    who: "platform engineer",
    cure: "The lines under the findings, then the same command again. docs/bootstrap.md explains each check.",
  },
  DT_BOOTSTRAP_RIGHTS: {
    meaning:
      "Rights are missing that only somebody else can give; all of them are listed at once, with the lines for that person. Nothing was changed.",
    who: "subscription owner, Privileged Role Administrator",
    cure: "Hand them the lines under the findings. Then the same command again; rights take some minutes to count, and a new sign-in.",
  },
  DT_BOOTSTRAP_REFUSED: {
    meaning: "Azure or Microsoft Graph refused a step of `npm run bootstrap`. What was made before is kept.",
    who: "platform engineer",
    cure: "Cure what the message says, then run the same command again: it goes on where it stopped.",
  },
  DT_BOOTSTRAP_STATE: {
    meaning: "The Pulumi CLI could not make the stack in its backend, or not log in to it.",
    who: "platform engineer",
    cure: "The CLI's own words say why. Then the same command again: it goes on where it stopped.",
  },
  DT_UNCERTAIN_PREFLIGHT: {
    meaning: "Something that has to be known before the first change could not be found out. Nothing was changed.",
    who: "nobody",
    cure: "Run it again.",
  },
  DT_EVIDENCE_CHANGED: {
    meaning:
      "`--check DIR`: a document of the folder is not as it was when the next one was written, is no evidence any more, or one that was named is gone. The digests show accidental change only; whoever changes a document on purpose can compute them anew.",
    who: "whoever keeps the folder",
    cure: "Restore the folder from where it was archived. What cannot be restored is no proof: `npm run verify -- --stack NAME --evidence DIR` makes a new one.",
  },
  DT_UNCERTAIN_NETWORK: {
    meaning: "A Microsoft endpoint did not answer in time, or the connection broke. Says nothing about consent.",
    who: "nobody, or the network's owner",
    cure: "Run it again. Behind a proxy, set `HTTPS_PROXY`.",
  },
  DT_UNCERTAIN_THROTTLED: {
    meaning: "Microsoft answered 429 or 503 beyond the time that verify waits. Says nothing about consent.",
    who: "nobody",
    cure: "Run it again after the time that the message names.",
  },
  DT_UNCERTAIN_TOKEN: {
    meaning: "The access token is not one that can be decoded. Microsoft may issue such tokens; they prove nothing either way.",
    who: "nobody",
    cure: "Run it again; if it stays, the grant itself can be read back in the Entra admin center.",
  },
  DT_UNCERTAIN_CALL: {
    meaning:
      "The create of the call had no answer. It is never repeated: the phone could ring twice. What was found of the call was hung up.",
    who: "platform engineer",
    cure: "Look at the callee's phone, then run verify again.",
  },
  DT_UNCERTAIN_DRILL: {
    meaning:
      "The drill that was asked for (`--drill`) could not be found out: a request of it had no answer, the call ended while it was under way, or the prompt had ended before it was cancelled. The chain itself is judged apart, and the call was hung up.",
    who: "platform engineer",
    cure: "Run verify again with the same `--drill`, and ask the callee to stay in the call.",
  },
  DT_UNCERTAIN_RIGHTS: {
    meaning:
      "The operator who runs verify may not read what a check needs, so the check could not run. That is no verdict on the thing itself.",
    who: "platform engineer",
    cure: "Run verify as one of the configured `operators`, or give the right that the message names.",
  },
  DT_UNCERTAIN_QUIET_HOURS: {
    meaning:
      "The stack's configuration has quiet hours (`dialtone:calling.quietHours`), and it is one of them by the login host's clock. The chain was checked as far as it goes without a call; nobody was called. That is no verdict: time alone cures it, so it is exit 3.",
    who: "nobody",
    cure: "Run verify again after the quiet hours, or `--no-call` now. To change them: `calling` in `Pulumi.<stack>.yaml`, then `pulumi up`.",
  },
  DT_UNCERTAIN_DAILY_CAP: {
    meaning:
      "As many different calls as `dialtone:calling.callsPerDay` allows left notifications in the table within the last 24 hours; nobody was called. A call of which no notification arrived is not counted, and two runs at the same moment do not see each other's. That is no verdict: time alone cures it, so it is exit 3.",
    who: "nobody",
    cure: "Run verify again when the calls are a day old, or `--no-call` now. To change it: `pulumi config set --path calling.callsPerDay 10`, then `pulumi up`.",
  },
  DT_UNCERTAIN_PROCESS: {
    meaning: "A process of a rehearsal was ended from outside before it was done.",
    who: "nobody",
    cure: "Run it again.",
  },
  DT_UNCERTAIN_ENGINE: {
    meaning:
      "The real Pulumi engine could not be asked: there is no Pulumi CLI on PATH that will do and the scenario needs one, or somebody else is at work on the stack.",
    who: "platform engineer",
    cure: "Install the Pulumi CLI, or wait for the other one to end; then run it again. Where the other one is dead: `npm run recover -- --stack NAME`.",
  },
  DT_UNCERTAIN_DIRECTORY: {
    meaning:
      "Microsoft's directory did not know in time what this run had made: one part of it lags behind another, for longer than the providers and the stack's own retries wait (five to ten minutes).",
    who: "nobody",
    cure: "Wait some minutes, then `pulumi up --stack NAME` again: what was made is kept, and nothing is made twice.",
  },
  DT_CONSENT_HANDOFF: {
    meaning: "The stack is configured with `consent: manual`, and no administrator has consented yet. Everything else is deployed.",
    who: "Global or Privileged Role Administrator",
    cure: "The administrator opens the URL that verify prints, or runs the az or PowerShell lines under it. Then `npm run verify -- --stack NAME`; nothing is deployed again.",
  },
  DT_CREDENTIAL_SECRET_UNREADABLE: {
    meaning: "The client secret could not be read from Key Vault: the operator has no Key Vault Secrets User on it, or it is not there.",
    who: "platform engineer",
    cure: "Add the operator to `operators` and run `pulumi up`; a new role assignment can take some minutes.",
  },
  DT_CREDENTIAL_KEY_UNUSABLE: {
    meaning:
      "Mode `certificate`: the vault does not sign with the calling app's key for the operator who runs verify. The key cannot leave the vault, so nobody else can.",
    who: "platform engineer",
    cure: "Be one of the configured `operators` (they are Key Vault Crypto User on that key); enable a disabled key; make a new generation in place of an expired or deleted one.",
  },
  DT_CREDENTIAL_CERTIFICATE_UNKNOWN: {
    meaning:
      "Mode `certificate`: the vault signed, and Entra does not know the certificate: its public part is not on the application, or another one is.",
    who: "platform engineer",
    cure: "`pulumi up --refresh` puts it back. Outputs in a file may be older than the stack: take them anew.",
  },
  DT_CREDENTIAL_ASSERTION: {
    meaning:
      "Mode `federated`: there is no token to show in place of a secret. verify takes GitHub Actions' own, the file that `AZURE_FEDERATED_TOKEN_FILE` names, or the machine's managed identity; a laptop has none of them.",
    who: "platform engineer",
    cure: "Run verify in the pipeline that the app trusts (GitHub Actions: `permissions: id-token: write`), or trust where you run it: another generation in `dialtone:credential`.",
  },
  DT_CREDENTIAL_FEDERATION: {
    meaning:
      "Mode `federated`: the token that was shown is not one that the application trusts. Issuer, subject and audience must agree letter by letter with one of its federated credentials; the message shows both sides.",
    who: "platform engineer",
    cure: "Correct `issuer`, `subject` or `audience` of the generation in `dialtone:credential`, then `pulumi up`; or run verify where the subject is the trusted one (repository, branch, environment).",
  },
  DT_CREDENTIAL_REJECTED: {
    meaning:
      "Entra refuses the credential: `AADSTS7000215` (wrong value, or the secret's id instead of its value), `AADSTS700027`, `AADSTS700213`, `AADSTS7000216`.",
    who: "platform engineer",
    cure: "`pulumi up`; if it stays, a new generation of the credential: see `credential` in `Pulumi.dev.yaml`.",
  },
  DT_CREDENTIAL_EXPIRED: {
    meaning: "The credential's end has passed: `AADSTS7000222`.",
    who: "platform engineer",
    cure: "Add a generation to `credential.generations` and run `pulumi up`.",
  },
  DT_CREDENTIAL_EXPIRING: {
    meaning: "A warning: the credential ends within 30 days.",
    who: "platform engineer",
    cure: "Add a generation to `credential.generations` and run `pulumi up`; remove the older one a day later.",
  },
  DT_CREDENTIAL_APP_UNKNOWN: {
    meaning:
      "The directory does not know the application or its service principal: `AADSTS700016`, `AADSTS7000229`, `AADSTS90002`, `AADSTS500011`.",
    who: "platform engineer",
    cure: "Check `tenantId` and `cloud`, then `pulumi up`.",
  },
  DT_CREDENTIAL_APP_DISABLED: {
    meaning: "The service principal is disabled: `AADSTS7000112`.",
    who: "Application Administrator",
    cure: "Enable it: `az ad sp update --id CLIENT-ID --set accountEnabled=true`.",
  },
  DT_CREDENTIAL_BLOCKED: {
    meaning: "A Conditional Access policy blocks the sign-in: `AADSTS53003`.",
    who: "Conditional Access administrator",
    cure: "Exclude the workload identity, or run from an allowed location.",
  },
  DT_CREDENTIAL_CLOCK: {
    meaning: "This machine's clock is off: `AADSTS700024`, or Graph calls a token of this minute expired.",
    who: "whoever runs this machine",
    cure: "Set the clock (`timedatectl set-ntp true`).",
  },
  DT_CREDENTIAL_OPERATOR: {
    meaning:
      "Nobody is signed in, so verify cannot act as an operator, nor teardown and recover as the deployer; or the login host refuses that person's sign-in (a second factor, a device, a session that is over).",
    who: "platform engineer",
    cure: "`az login --tenant TENANT-ID`, or the `AZURE_*` variables of a workload identity in CI.",
  },
  DT_CONSENT_MISSING: {
    meaning:
      'A fresh token does not carry `Calls.Initiate.All`, after the stated wait; or the calling service answered `7504` "Insufficient enterprise tenant permissions, cannot access this API."',
    who: "Global or Privileged Role Administrator",
    cure: "Consent as the hand-off under the failure says. A permission listed on the app registration is only a wish: the app role assignment is the grant.",
  },
  DT_CONSENT_WIDER: {
    meaning: "A fresh token carries other Microsoft Graph roles than the one: the app may do more than this kit asks for.",
    who: "Global or Privileged Role Administrator",
    cure: "Revoke the named roles: Entra admin center, Enterprise applications, Permissions; or `az rest --method DELETE` on the assignment.",
  },
  DT_TENANT_MISMATCH: {
    meaning: 'Token, outputs and call do not name one tenant: `7505` "Request authorization tenant mismatch."',
    who: "platform engineer",
    cure: "One tenant for app, bot and callee. Check `tenantId`; then `pulumi up`.",
  },
  DT_TENANT_CALLEE_UNKNOWN: {
    meaning: "The configured callee is not a user of this tenant.",
    who: "platform engineer",
    cure: "`az ad user show --id NAME@DOMAIN --query id`, then `pulumi config set --path 'callees[0]' OBJECT-ID`.",
  },
  DT_TENANT_CALLEE_UNSUITABLE: {
    meaning: "The callee is a guest, a disabled account or another kind of object: the calling service would refuse the call.",
    who: "platform engineer",
    cure: "Configure a member of the tenant with a Teams licence.",
  },
  DT_BOT_MISSING: {
    meaning: "The Azure Bot of the outputs is not there.",
    who: "platform engineer",
    cure: "`pulumi up --refresh`.",
  },
  DT_BOT_CLIENT_ID: {
    meaning: "The Azure Bot belongs to another client id. App, bot and callback audience are one.",
    who: "platform engineer",
    cure: "`pulumi up --refresh`.",
  },
  DT_BOT_CHANNEL_MISSING: {
    meaning: "The bot has no Microsoft Teams channel.",
    who: "platform engineer",
    cure: "`pulumi up --refresh`.",
  },
  DT_BOT_CALLING_OFF: {
    meaning: "The Teams channel is there, but it is disabled or calling is off.",
    who: "platform engineer",
    cure: "`pulumi up --refresh`.",
  },
  DT_BOT_WEBHOOK: {
    meaning: "The channel's calling webhook is not the callback URL, letter by letter. Callbacks of calls from elsewhere would go astray.",
    who: "platform engineer",
    cure: "`pulumi up --refresh`.",
  },
  DT_BOT_NOT_REGISTERED: {
    meaning:
      'The calling service does not know the application: `7503` "Application is not registered in our store." Says nothing about consent. A new channel takes minutes to arrive there.',
    who: "platform engineer",
    cure: "Wait some minutes. If it stays, save the channel again: `pulumi up --refresh`.",
  },
  DT_HOST_UNREACHABLE: {
    meaning: "The host's name does not resolve, or nothing answers behind it.",
    who: "platform engineer",
    cure: "Look at the Container App's revisions: `az containerapp revision list --name callback --resource-group GROUP`.",
  },
  DT_HOST_TLS: {
    meaning:
      "The host's certificate is not one that Microsoft's calling service trusts. Graph would answer 201, and no callback would ever come. The TLS library's own words: `DEPTH_ZERO_SELF_SIGNED_CERT`, `SELF_SIGNED_CERT_IN_CHAIN`, `CERT_HAS_EXPIRED`, `CERT_NOT_YET_VALID`, `ERR_TLS_CERT_ALTNAME_INVALID`, `UNABLE_TO_VERIFY_LEAF_SIGNATURE`, `UNABLE_TO_GET_ISSUER_CERT_LOCALLY` (incomplete chain).",
    who: "platform engineer",
    cure: "Serve the full chain of a public CA for exactly this name.",
  },
  DT_HOST_NOT_OURS: {
    meaning: "Something answers, but not this stack's callback host: a parking page, another stack, another app.",
    who: "platform engineer",
    cure: "`pulumi up`, then look at what runs behind the name.",
  },
  DT_HOST_NOT_READY: {
    meaning: "The host answers that it is not ready, with its reasons: no key set yet, or it may not write the table.",
    who: "platform engineer",
    cure: "`pulumi up --refresh` restores a lost role assignment; a new one can take some minutes.",
  },
  DT_HOST_PROMPT: {
    meaning:
      "`--drill cancel-media` plays a WAV file that the callback host serves to anybody (`/prompts/drill.wav`), and the host does not serve it: an older image runs. Nothing else needs it.",
    who: "platform engineer",
    cure: "`pulumi up` with this version; with `dialtone:image`, an image of this version.",
  },
  DT_CALL_REFUSED: {
    meaning:
      'Microsoft refused the create for a reason that is no other link\'s: the body, the callee, a limit, `9999` "Unkown internal Server Error." The message quotes code, request id and date.',
    who: "platform engineer",
    cure: "What the message names; else a ticket with the request id.",
  },
  DT_CALL_NOT_HUNG_UP: {
    meaning: "The call could not be hung up: it may still be ringing or open. It ends by itself 45 minutes after its last keep-alive.",
    who: "platform engineer",
    cure: "Run verify again, or end the call on the phone.",
  },
  DT_CALL_NOT_ANSWERED: {
    meaning: "With `--require-answer`: the call was not answered. Everything before it is proved.",
    who: "the callee",
    cure: "Ask the callee to sign in to Teams and to answer, then run it again.",
  },
  DT_CALL_NO_TERMINAL_STATE: {
    meaning: "The call was hung up, but its terminal state was not seen in time.",
    who: "platform engineer",
    cure: "Run verify again; if it stays, look at the host's log for refused notifications.",
  },
  DT_CALL_DRILL_REFUSED: {
    meaning:
      "Graph refused what a drill asked of the call: a transfer, a prompt, or its cancel. The call itself was placed and is judged apart. `Calls.Initiate.All` is documented as enough for these; recording, tones and adding people need other permissions, and Dialtone drills none of them.",
    who: "platform engineer",
    cure: "What the message names; else a ticket with the request id.",
  },
  DT_CALL_DRILL_SILENT: {
    meaning:
      "Graph accepted what a drill asked of the call, and no notification that decides it arrived in time, though others of this call did. The call was hung up.",
    who: "platform engineer",
    cure: "Run verify again with `--wait-drill 120s`; if it stays, look at the host's log for refused notifications.",
  },
  DT_CALL_TRANSFER_RETURNED: {
    meaning:
      "The transfer was accepted, and the call came back to `established`: the one it went to was busy, declined, or did not answer. The transfer itself works as documented; it was not completed, and a drill that is not completed is no success.",
    who: "the transferee",
    cure: "Ask them to be signed in to Teams and to answer, then run the drill again.",
  },
  DT_CALL_PROMPT_FAILED: {
    meaning:
      "Graph accepted the prompt, and then told that the operation ended as neither played nor cancelled: Microsoft's media service could not fetch the file from the callback host, or does not play it.",
    who: "platform engineer",
    cure: "See that nothing in front of the host (a firewall, Easy Auth) asks Microsoft for a sign-in; `curl -I https://HOST/prompts/drill.wav` from the internet answers 200 and `audio/wav`.",
  },
  DT_CALLBACKS_SILENT: {
    meaning: "Microsoft accepted the call (201: consent is proved), but no notification of it arrived. The call was hung up.",
    who: "platform engineer",
    cure: "Check that the callback URL is reachable from the internet with a public certificate, and that nothing in front of it (a firewall, Easy Auth) takes the bearer token.",
  },
  DT_CALLBACKS_NOT_STORED: {
    meaning:
      "Microsoft accepted the call and no notification of it is in the table, and the callback host, which was ready before the call, now says why: it may not write the table, or has no signing keys. It answered Microsoft 503, so that nothing was acknowledged that is not stored. The call was hung up.",
    who: "platform engineer",
    cure: "`pulumi up --refresh` restores a lost role assignment of the host's identity; a new one can take some minutes.",
  },
  DT_CALLBACKS_UNTRUSTED: {
    meaning: "A row of the notifications table does not fit this call: another tenant, another issuer.",
    who: "platform engineer",
    cure: "Look who may write the table: `az role assignment list --scope TABLE-ID`.",
  },
  DT_CALLBACKS_UNREADABLE: {
    meaning: "The notifications table could not be read by the operator.",
    who: "platform engineer",
    cure: "Add the operator to `operators` and run `pulumi up`; a new role assignment can take some minutes.",
  },
  DT_INTERRUPTED: {
    meaning: "SIGINT or SIGTERM, or the parent process went away. The call was hung up; the evidence says interrupted.",
    who: "whoever interrupted it",
    cure: "Run it again.",
  },
  DT_BUG: {
    meaning: "An error that Dialtone did not foresee, printed with its stack.",
    who: "Dialtone",
    cure: "Report it with the printed lines.",
  },
  DT_REHEARSAL_UNFORESEEN: {
    meaning:
      "Something sent a request to the simulated cloud that it does not know, or an operation failed inside the simulated cloud; the message says which. The rehearsal fails instead of guessing what Microsoft would answer.",
    who: "Dialtone",
    cure: "Report the printed lines; `--har FILE` keeps the whole transcript.",
  },
  DT_REHEARSAL_STORY: {
    meaning: "A scenario did not end as it is listed, or a fault that it sets never happened.",
    who: "Dialtone",
    cure: "Report it with the scenario's name and the printed lines.",
  },
};
