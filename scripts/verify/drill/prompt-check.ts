import { drillPromptPath } from "../../../infra/contract/host-environment.ts";
import { failed, passed, type Judgement } from "../judgement.ts";
import type { Check, Verification } from "../verification.ts";

/** Before a call that is to hear the prompt: our host serves it. Made only for that drill. */
export function toPromptChecks({ drill }: Pick<Verification, "drill">): readonly Check[] {
  return drill?.kind === "cancel-media" ? [{ checkId: "host.prompt", link: "host", needs: ["host.ready"], run: checkPrompt }] : [];
}

async function checkPrompt({ outputs, clients, progress }: Verification): Promise<Judgement> {
  const url = `https://${outputs.host.fqdn}${drillPromptPath}`;
  progress.step("host", "asking for the prompt that the drill plays");
  const answer = await clients.readHost(url);
  const type = answer.headers.get("content-type") ?? "no type";
  const saw = `HTTP ${answer.status}, ${type}`;
  const expected = `200 and a WAV file at ${url}`;
  if (answer.status === 200 && type === "audio/wav" && answer.text.startsWith("RIFF")) {
    return passed("our host serves the drill's prompt to anybody", { saw, expected });
  }
  return failed("DT_HOST_PROMPT", "the callback host does not serve the prompt that the drill plays", {
    saw,
    expected,
    fix: `deploy this version's host: pulumi up --stack ${outputs.stack} (a prebuilt dialtone:image may be older); nothing else needs the prompt`,
  });
}
