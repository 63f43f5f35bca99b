/** "Alert me when more than 20 runs fail": what comes behind is what an alert is to watch. */
const notice =
  /^\W*(?:(?:please|pls|can you|could you)\W+)*(?:alert|notify|warn|ping|email|page|message|let) (?:me|us|the team|the channel|[\w-]+)(?: know)? (?:when(?:ever)?|if|once|as soon as|every time)\b\s*/i;

/** "What should I do about failing runs?", "is there a dashboard for them?". */
const leads = [
  /^\W*(?:and |so |ok )?what (?:should|do|can|shall|must) (?:i|we) do (?:about|when|if|with|for)\b\s*/i,
  /^\W*(?:is there|are there|do we have|have we|where (?:is|are)|show me|link me to|give me|i need|i want) (?:an? |the |any |some |our )*dashboards? (?:for|about|on|of|showing|that shows?|with)\b\s*/i,
  notice,
];

/** Whether a question wants to be told later, when something is so. Pure. */
export const asksForNotice = (question: string): boolean => notice.test(question);

/** What is asked of a thing of which only the name is left: how its runs, or its scans, went. */
function ofName(rest: string): string {
  const name = /^\W*([\p{L}\d_.-]*[_.][\p{L}\d_.-]*[\p{L}\d])\W*$/u.exec(rest)?.[1];
  if (name === undefined) return rest;
  return name.includes('.')
    ? `How did the scans of ${name} turn out?`
    : `How did the runs of ${name} go?`;
}

/** A question without the words for a need that a tool meets: what is looked at comes behind them. Pure. */
export function withoutNeed(question: string): string {
  const rest = leads.reduce((text, lead) => text.replace(lead, ''), question);
  if (!/\p{L}{3}/u.test(rest)) return question;
  return rest === question ? question : ofName(rest);
}
