import { type Plane, Refusal } from "../../core/operation.ts";
import type { PipelineIssuer } from "./pipeline-issuer.ts";

/** Where GitHub takes the audience from when a job names none: its repository's owner. ASSUMED for this one. */
const defaultAudience = "https://github.com/rehearsal";

/** GitHub Actions' token service as a job sees it, on the control surface's origin: a pipeline is no part of Microsoft's cloud. */
export function createPipelinePlane(pipeline: PipelineIssuer): Plane {
  return {
    name: "control",
    operations: [
      {
        name: "pipeline.token",
        plane: "control",
        method: "GET",
        path: "/pipeline/token",
        audience: "none",
        source: "https://docs.github.com/actions/reference/security/oidc; actions/toolkit packages/core/src/oidc-utils.ts, read 2026-11-25",
        handle: (request) => {
          if (request.headers["authorization"] !== `Bearer ${pipeline.requestToken}`)
            throw new Refusal(401, "Unauthorized", "the request's token is not this job's");
          return { status: 200, json: { value: pipeline.issue(request.query.get("audience") ?? defaultAudience) } };
        },
      },
    ],
  };
}
