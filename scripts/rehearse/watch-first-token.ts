import type { CloudContext } from "../../test/cloud/core/cloud-context.ts";

/** How often the transcript is looked at, in milliseconds of the wall. */
const pollMs = 20;

/**
 * Runs a task some seconds (on the cloud's clock) after the calling app got a token for the first time: the one moment
 * of a running verify that the cloud can see, however long the process took to start.
 * `stop` gives up if it has not come to that, and waits for the task if it has.
 */
export function watchFirstToken(
  { transcript, clock }: Pick<CloudContext, "transcript" | "clock">,
  clientId: string,
  secondsAfter: number,
  task: () => Promise<void>,
): { readonly stop: () => Promise<void> } {
  let cancel = (): void => {};
  let running: Promise<void> | undefined;
  const from = transcript.exchanges().length;
  const timer = setInterval(() => {
    const isThere = transcript
      .exchanges()
      .slice(from)
      .some(
        ({ operation, status, requestBody }) =>
          operation === "login.token" &&
          status === 200 &&
          new URLSearchParams(Buffer.from(requestBody).toString("utf8")).get("client_id") === clientId,
      );
    if (!isThere) return;
    clearInterval(timer);
    cancel = clock.schedule(secondsAfter * 1000, () => {
      running = task();
      return running;
    });
  }, pollMs);
  return {
    stop: async () => {
      clearInterval(timer);
      cancel();
      await running;
    },
  };
}
