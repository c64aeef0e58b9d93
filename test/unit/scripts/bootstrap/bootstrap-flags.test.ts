/** Cannot prove: what the command does with them; the e2e test runs it. */
import { describe, test, type TestContext } from "node:test";
import { bootstrapOptions, parseBootstrapFlags } from "../../../../scripts/bootstrap/bootstrap-flags.ts";
import { toPipeline } from "../../../../scripts/bootstrap/to-pipeline.ts";
import { parseFlagValues } from "../../../../scripts/lib/flag-values.ts";

function problemsOf(...argv: string[]): readonly string[] {
  const { values, problems } = parseFlagValues(argv, bootstrapOptions);
  parseBootstrapFlags(values, problems);
  return problems;
}

describe("the flags of bootstrap", () => {
  test("want a stack, and say every problem at once", (t: TestContext) => {
    t.assert.strictEqual(
      problemsOf("--tenant=contoso", "--consent=maybe", "--location=Sweden Central", "--operator=kim", "--ci-environment=x").length,
      6,
    );
  });
  test("of a pipeline want its repository, in the form of its host", (t: TestContext) => {
    t.assert.deepStrictEqual(problemsOf("--stack=dev", "--ci=github"), ["--ci github needs --repository OWNER/NAME"]);
    t.assert.deepStrictEqual(problemsOf("--stack=dev", "--ci=github", "--repository=contoso@12/voice@34"), []);
    t.assert.deepStrictEqual(problemsOf("--stack=dev", "--ci=gitlab", "--repository=contoso/platform/voice"), []);
  });
  test("of Azure DevOps want what only the draft service connection knows, all of it at once", (t: TestContext) => {
    t.assert.strictEqual(problemsOf("--stack=dev", "--ci=azure-devops", "--repository=contoso/voice/dialtone").length, 3);
  });
  test("refuse a stack name that Pulumi does not take", (t: TestContext) => {
    t.assert.match(problemsOf("--stack=a/b").join(), /letters, digits/);
  });
});

describe("the trusted tokens", () => {
  const flags = { environment: undefined, issuer: undefined, subject: undefined, previewSubject: undefined };
  test("of GitHub are those of exactly this repository and environment, ids included where they were given", (t: TestContext) => {
    const { issuer, deploySubject, previewSubject } = toPipeline(
      { ...flags, kind: "github", repository: "contoso@12/voice@34", environment: "production" },
      "prod",
    );
    t.assert.deepStrictEqual(
      [issuer, deploySubject, previewSubject],
      [
        "https://token.actions.githubusercontent.com",
        "repo:contoso@12/voice@34:environment:production",
        "repo:contoso@12/voice@34:environment:production-preview",
      ],
    );
  });
  test("of GitLab are those of main alone", (t: TestContext) => {
    const { deploySubject, previewSubject } = toPipeline({ ...flags, kind: "gitlab", repository: "contoso/voice" }, "prod");
    t.assert.deepStrictEqual([deploySubject, previewSubject], ["project_path:contoso/voice:ref_type:branch:ref:main", undefined]);
  });
});
