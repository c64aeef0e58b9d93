/** States of a call that this simulation goes through. Source: CSDL v1.0 `callState`, msgraph-metadata @f54f11b6, read 2026-11-23. */
export type CallState = "establishing" | "established" | "transferring" | "transferAccepted" | "terminating" | "terminated";

/** `resultInfo` of a call or of an operation. */
export interface ResultInfo {
  readonly code: number;
  readonly subcode: number;
  readonly message: string;
}

/** What the cloud knows of one call that was placed in it: for tests, scenarios and the control surface. */
export interface CallRecord {
  readonly callId: string;
  readonly callChainId: string;
  /** Client id of the app that placed it. */
  readonly clientId: string;
  readonly tenantId: string;
  readonly calleeObjectId: string;
  readonly callbackUri: string;
  /** `request-id` of the create. */
  readonly requestId: string;
  /** In order, each with its moment on the cloud's clock (ISO 8601). */
  readonly states: readonly { readonly state: CallState; readonly at: string }[];
  /** True once the callee (or a voicemail) had answered. */
  readonly answered: boolean;
  /** When the app's first DELETE was accepted; undefined when it never hung up. */
  readonly hungUpAt: string | undefined;
  /** How it ended; undefined while it lives. */
  readonly result: ResultInfo | undefined;
}
