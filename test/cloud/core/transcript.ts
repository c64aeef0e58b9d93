import { channel } from "node:diagnostics_channel";
import type { Exchange, Transcript } from "./exchange.ts";

/** Every exchange of every cloud in this process, for whoever listens: docs/cloud-coverage.md learns from it which test witnesses what. */
const exchangeChannel = channel("dialtone:cloud:exchange");

/** Everything that any client sent and got, in order of completion, and every value that must be masked when it is written. */
export function createTranscript(): Transcript {
  const exchanges: Exchange[] = [];
  const secrets = new Set<string>();
  return {
    record: (exchange) => {
      exchanges.push(exchange);
      exchangeChannel.publish(exchange);
    },
    exchanges: () => exchanges,
    addSecret: (value) => {
      if (value !== "") secrets.add(value);
    },
    secrets: () => [...secrets],
  };
}
