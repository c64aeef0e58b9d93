import type { ExitCodeName } from "./exit-code.ts";

/**
 * Every failure that Dialtone foresees, and the exit code it ends with. A code's section in docs/errors.md carries
 * cause, cure and owner; a test compares this table with that page, both ways.
 * Form: DT_<AREA>_<WHAT>.
 */
export const errorCodes = {
  // Usage and configuration (exit 2)
  DT_USAGE_FLAG: "usage",
  DT_USAGE_SCENARIO: "usage",
  DT_USAGE_STACK: "usage",
  DT_USAGE_OUTPUTS: "usage",
  DT_USAGE_CALLEE: "usage",
  DT_USAGE_EVIDENCE: "usage",
  DT_USAGE_NODE: "usage",
  DT_USAGE_ENGINE: "usage",
  DT_CONFIG_INVALID: "usage",
  DT_CONFIG_SECRET: "usage",
  DT_CONFIG_CLOUD: "usage",
  DT_PROVISION_FAILED: "usage",
  DT_EVIDENCE_CHANGED: "usage",
  DT_TEARDOWN_PROTECTED: "usage",
  DT_TEARDOWN_FOREIGN: "usage",
  // Could not find out (exit 3)
  DT_UNCERTAIN_NETWORK: "uncertain",
  DT_UNCERTAIN_THROTTLED: "uncertain",
  DT_UNCERTAIN_TOKEN: "uncertain",
  DT_UNCERTAIN_CALL: "uncertain",
  DT_UNCERTAIN_DRILL: "uncertain",
  DT_UNCERTAIN_RIGHTS: "uncertain",
  DT_UNCERTAIN_QUIET_HOURS: "uncertain",
  DT_UNCERTAIN_DAILY_CAP: "uncertain",
  DT_UNCERTAIN_PROCESS: "uncertain",
  DT_UNCERTAIN_ENGINE: "uncertain",
  DT_UNCERTAIN_DIRECTORY: "uncertain",
  DT_UNCERTAIN_TEARDOWN: "uncertain",
  // A person is needed (exit 4)
  DT_CONSENT_HANDOFF: "handoff",
  DT_TEARDOWN_LEFT: "handoff",
  // The chain, link by link (exit 10 to 16)
  DT_CREDENTIAL_SECRET_UNREADABLE: "credential",
  DT_CREDENTIAL_REJECTED: "credential",
  DT_CREDENTIAL_EXPIRED: "credential",
  DT_CREDENTIAL_EXPIRING: "credential",
  DT_CREDENTIAL_APP_UNKNOWN: "credential",
  DT_CREDENTIAL_APP_DISABLED: "credential",
  DT_CREDENTIAL_BLOCKED: "credential",
  DT_CREDENTIAL_CLOCK: "credential",
  DT_CREDENTIAL_OPERATOR: "credential",
  DT_CONSENT_MISSING: "consent",
  DT_CONSENT_WIDER: "consent",
  DT_TENANT_MISMATCH: "tenant",
  DT_TENANT_CALLEE_UNKNOWN: "tenant",
  DT_TENANT_CALLEE_UNSUITABLE: "tenant",
  DT_BOT_MISSING: "bot",
  DT_BOT_CLIENT_ID: "bot",
  DT_BOT_CHANNEL_MISSING: "bot",
  DT_BOT_CALLING_OFF: "bot",
  DT_BOT_WEBHOOK: "bot",
  DT_BOT_NOT_REGISTERED: "bot",
  DT_HOST_UNREACHABLE: "host",
  DT_HOST_TLS: "host",
  DT_HOST_NOT_OURS: "host",
  DT_HOST_NOT_READY: "host",
  DT_HOST_PROMPT: "host",
  DT_CALL_REFUSED: "call",
  DT_CALL_NOT_HUNG_UP: "call",
  DT_CALL_NOT_ANSWERED: "call",
  DT_CALL_NO_TERMINAL_STATE: "call",
  DT_CALL_DRILL_REFUSED: "call",
  DT_CALL_DRILL_SILENT: "call",
  DT_CALL_TRANSFER_RETURNED: "call",
  DT_CALL_PROMPT_FAILED: "call",
  DT_CALLBACKS_SILENT: "callbacks",
  DT_CALLBACKS_UNTRUSTED: "callbacks",
  DT_CALLBACKS_UNREADABLE: "callbacks",
  // Interruption
  DT_INTERRUPTED: "interrupted",
  // Dialtone itself (exit 1)
  DT_BUG: "bug",
  DT_REHEARSAL_UNFORESEEN: "bug",
  DT_REHEARSAL_STORY: "bug",
} as const satisfies Record<`DT_${string}`, ExitCodeName>;

export type ErrorCode = keyof typeof errorCodes;
