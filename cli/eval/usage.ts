import { suiteNames } from '../../domain/evaluation.ts';

export const usage = `Usage: npm run eval [-- suite] [--repeats 2] [--only id,id]
       npm run eval -- list | show [eva_…] | compare [eva_… eva_…] | report [eva_…] [--out page.html]
       npm run eval -- cases [proposed|accepted|rejected] | accept case_… [--domains a,b] [--question "…"] | reject case_… | export
       npm run eval -- replay inv_… [--model name] [--prompt file.md]
       npm run eval -- schedule [show | set "30 3 * * *" | pause | resume | trigger | backfill from to]
       npm run eval -- routing [tune|check]
       npm run eval -- tools [tune|check]
       npm run eval -- causes [--seeds 1,2,3] [--only id] [--worlds on,off,decoy,ordinary]
       npm run eval -- deep [--seeds 1] [--only id] [--worlds on,off,decoy]

suite: ${suiteNames.join(', ')}; plain without a name. Asks its questions of a running service, each as an
investigation, judges every answer and prints the bars; a local stack is started when none runs. A suite
that is called as an evaluation below is run with "run": npm run eval -- run causes.
Ctrl-C leaves it running, and prints how to come back.
Exit code: 0 passed, 1 failed, 2 not enough data, 130 left.

cases: Questions that readers' feedback proposes. An accepted one is asked by the suites feedback and all.
--domains says where it must go, --question puts it in words that need no earlier turn. export writes what
was accepted to eval/datasets/feedback.jsonl (or --out): the suites ask a question that stands in both once.

replay: Writes an answer again from its stored evidence; Genie is not asked and nothing is stored. What the
rules wrote comes out the same, byte for byte, or the command ends with 1. With --model or --prompt (a file
of the form of prompts/answer.md) a model writes it, and what differs is shown claim by claim.

schedule: set takes --time-zone and --suite too; backfill takes two times such as 2026-11-20T00:00:00Z.

routing: Routes the labelled questions of eval/datasets/routing.jsonl without a model, and prints how many go
to exactly the domains that they need, and which domains are taken for which. Nothing is started.

tools: Finds which tools the labelled questions of eval/datasets/tools.jsonl need, and prints how many get
exactly those, and how many that need none get one; ends with 1 when a bar is missed. Nothing is started.

causes: Asks the questions of eval/datasets/causes.jsonl for the cause of planted incidents: with the
incident, without it, beside something innocent, and in ordinary weeks. Prints how each was judged and
the gates; ends with 1 when one fails. Starts a local workspace for each world and builds its data.
--only takes an incident, or the id or the kind of a question.`;
