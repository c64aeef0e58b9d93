/** What the calling service has to tell about one call: the content of one notification. */
export interface Notification {
  readonly callId: string;
  readonly callChainId: string;
  /** Client id of the bot: the audience of the token. */
  readonly clientId: string;
  readonly tenantId: string;
  readonly callbackUri: string;
  readonly changeType: "updated" | "deleted";
  /** State of the call that it tells, or `operation` for the end of a media operation. */
  readonly state: string;
  /** Below the call, for example `/operations/…`; empty for the call itself. */
  readonly subresource: string;
  readonly resourceData: Readonly<Record<string, unknown>>;
}

/**
 * The body as in real traffic: `resource` beside `resourceUrl`, and no `callbackUri`.
 * Source: microsoft-graph-comms-samples issues 95, 191, 667, 750; msteams-docs issue 9170, read 2026-11-23.
 */
export function toNotificationBody(notification: Notification): Record<string, unknown> {
  const path = `${notification.callId}${notification.subresource}`;
  return {
    "@odata.type": "#microsoft.graph.commsNotifications",
    value: [
      {
        "@odata.type": "#microsoft.graph.commsNotification",
        changeType: notification.changeType,
        resource: `/app/calls/${path}`,
        resourceUrl: `/communications/calls/${path}`,
        resourceData: notification.resourceData,
      },
    ],
  };
}

/**
 * The headers of real traffic around it.
 * Source: logs in microsoft-graph-comms-samples issues 91, 191, 433, 664 and msteams-docs issue 9170, read 2026-11-23; the
 * values of ring, partition and region are examples.
 */
export function toNotificationHeaders(notification: Notification, messageId: string): Record<string, string> {
  return {
    "User-Agent": "Microsoft-Skype/3.0,(Calling/1.0)",
    Accept: "application/json",
    "Content-Type": "application/json",
    "X-Microsoft-Skype-Chain-ID": notification.callChainId,
    "Scenario-Id": notification.callChainId,
    "X-Microsoft-Skype-Message-ID": messageId,
    "MS-Teams-Ring": "general",
    "MS-Teams-Partition": "euno01",
    "MS-Teams-Region": "emea",
  };
}
