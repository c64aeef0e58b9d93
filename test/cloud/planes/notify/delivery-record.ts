import type { Spoil } from "../../core/fault-rule.ts";

/** One attempt to deliver a notification, or the decision not to make one. */
export interface DeliveryRecord {
  /** When it was attempted: on the cloud's clock, ISO 8601. */
  readonly at: string;
  /** The same moment on the wall, which rows and tokens carry. */
  readonly wallAt: string;
  readonly callId: string;
  readonly clientId: string;
  /** `X-Microsoft-Skype-Message-ID`: the same for every attempt and duplicate. */
  readonly messageId: string;
  /** State of the call that it tells, or `operation` for the end of a media operation. */
  readonly state: string;
  readonly changeType: "updated" | "deleted";
  /** 1 for the first. */
  readonly attempt: number;
  readonly url: string;
  /**
   * `accepted`: 2xx. `refused`: another status. `failed`: no answer. `untrusted`: the host's certificate was refused, and
   * nothing is sent again. `off-limits`: neither loopback nor below `.test`. `dropped`: a fault kept it back.
   */
  readonly outcome: "accepted" | "refused" | "failed" | "untrusted" | "off-limits" | "dropped";
  readonly status: number | undefined;
  /** Error code of a connection that failed. */
  readonly failure: string | undefined;
  /** The fault that spoiled this notification, if any. */
  readonly spoil: Spoil | undefined;
}
