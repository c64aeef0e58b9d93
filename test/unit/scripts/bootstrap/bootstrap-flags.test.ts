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
  test("refuse a stack name that Pulumi does not take, or that a command would take for a flag", (t: TestContext) => {
    for (const name of ["a/b", "-x", "..", "a\nb", "a b"]) t.assert.match(problemsOf(`--stack=${name}`).join(), /letters, digits/, name);
  });
  test("refuse what would mean something else in a pipeline's file or in a token", (t: TestContext) => {
    const github = ["--stack=dev", "--ci=github", "--repository=contoso/voice"];
    for (const name of ["prod: x", "prod\n  evil: 1", 'prod"', "${{ secrets.X }}", "$(X)", "prod #", "*", ""])
      t.assert.match(problemsOf(...github, `--ci-environment=${name}`).join(), /--ci-environment/, name);
    for (const issuer of ["javascript:x", "http://gitlab.example", "x"])
      t.assert.match(problemsOf(...github, `--ci-issuer=${issuer}`).join(), /--ci-issuer/, issuer);
    for (const repository of ["contoso/voice:ref:x", "contoso/*", "contoso/voice\n", "contoso/voice/x"])
      t.assert.match(problemsOf("--stack=dev", "--ci=github", `--repository=${repository}`).join(), /--repository/, repository);
    t.assert.deepStrictEqual(problemsOf(...github, "--ci-environment=Contoso (prod)/eu-1"), []);
  });
  test("refuse what the program would refuse later", (t: TestContext) => {
    for (const flag of ["--callee=kim", "--callee=", "--display-name= ", "--display-name=a\nb", "--backend=somewhere", "--backend=gs:/x y"])
      t.assert.strictEqual(problemsOf("--stack=dev", flag).length, 1, flag);
    t.assert.deepStrictEqual(problemsOf("--stack=dev", "--backend=azblob://own?storage_account=own", "--secrets-provider=passphrase"), []);
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
