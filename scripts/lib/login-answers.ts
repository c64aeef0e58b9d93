import type { PipelinePolicy } from "@azure/core-rest-pipeline";

/** What the login host says no with, in its own members. Its text is for people and is not kept, but for {@link LoginRefusal.reason}. */
export interface LoginRefusal {
  readonly status: number;
  /** OAuth error, for example `invalid_client`. */
  readonly error: string;
  /** AADSTS numbers, most general first; there may be several. */
  readonly errorCodes: readonly number[];
  /** `[Reason - …` of a refused certificate, which has one code for several causes; empty where there is none. */
  readonly reason: string;
  readonly correlationId: string;
  readonly traceId: string;
  readonly timestamp: string;
}

/** The last answers of the login host to one credential. */
export interface LoginAnswers {
  refusal: LoginRefusal | undefined;
  /** `Date` header of the last answer, for the clock check. */
  dateHeader: string | undefined;
  /** What a request failed with before it had an answer. */
  failure: unknown;
}

/**
 * A pipeline policy that keeps what the login host answered: MSAL turns error members into text, and loses which network
 * error it was. Keeps what `loginUrl` answered and nobody else: DefaultAzureCredential asks a machine's metadata service as
 * well, whose silence says nothing about the login host. Goes into `additionalPolicies` of a credential, per call, outside of the SDK's own retries.
 */
export function createLoginAnswersPolicy(loginUrl: string): { readonly answers: LoginAnswers; readonly policy: PipelinePolicy } {
  const answers: LoginAnswers = { refusal: undefined, dateHeader: undefined, failure: undefined };
  const policy: PipelinePolicy = {
    name: "dialtoneLoginAnswers",
    sendRequest: async (request, next) => {
      if (!request.url.startsWith(`${loginUrl}/`)) return next(request);
      try {
        const response = await next(request);
        answers.failure = undefined;
        answers.dateHeader = response.headers.get("date") ?? answers.dateHeader;
        answers.refusal = response.status >= 400 ? parseLoginRefusal(response.status, response.bodyAsText ?? "") : undefined;
        return response;
      } catch (error) {
        answers.failure = error;
        throw error;
      }
    },
  };
  return { answers, policy };
}

/**
 * The members of a login error. Pure; unreadable bodies (a proxy's page) give empty members.
 * Source: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow, read 2026-11-23.
 */
function parseLoginRefusal(status: number, bodyText: string): LoginRefusal {
  let body: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(bodyText);
    if (typeof parsed === "object" && parsed !== null) body = parsed as Record<string, unknown>;
  } catch {
    // Not JSON: there is nothing to read in it.
  }
  const text = (name: string): string => (typeof body[name] === "string" ? body[name] : "");
  const codes = Array.isArray(body["error_codes"]) ? body["error_codes"].map(Number).filter(Number.isInteger) : [];
  return {
    status,
    error: text("error"),
    errorCodes: codes,
    reason: /\[Reason - ([^.[\]]{1,100})\./.exec(text("error_description"))?.[1] ?? "",
    correlationId: text("correlation_id"),
    traceId: text("trace_id"),
    timestamp: text("timestamp"),
  };
}
