import type { NeedRule } from './need-rule.ts';
import { words } from './need-rule.ts';

const fixing =
  '(?:handle|deal|proceed|react|respond|go about|approach|fix|resolve|solve|remediate|repair|recover|restore|unblock|mitigate|rescue|revert|roll ?back|undo|clear|unstick|contain|debug|troubleshoot|heal|calm(?: \\w+)? down|calm down|tame|silence|clean ?up|address|tackle|reprocess|backfill|replay|reload|get rid of|escalate)';
const we = '(?:i|we|you|one|they|somebody|someone|the on-?call|on-?call|ops)';
const plain =
  '(?:just |safely |simply |also |still |now |best |properly |usually |normally |typically |always )*';
const written =
  '(?:procedures?|protocol|playbooks?|checklist|sops?|instructions?|guidelines?|guide|drill|recipe|remedy|remedies|countermeasures?|action plan|emergency plan|recovery plan|manual|routine|steps|write[- ]?up|wiki(?: page)?|how[- ]?to|workaround|mitigation)';

/** What to do about a trouble: the team's own procedure. */
export const remedyRule: NeedRule = {
  need: 'remedy',
  reason: 'Asks what to do about it.',
  asks: [
    words(
      'how (?:did|have) we (?:\\w+ )?agree\\w*|(?:anything|something) (?:written|documented|in writing)|written (?:down )?(?:on|about|for)|remind me how (?:we|i|to)|how (?:do|can|should) (?:i|we) (?:prove|make sure|verify|confirm|show)|who (?:owns|does|handles|is in charge of) (?:the )?(?:fix\\w*|repair\\w*|recover\\w*|incident\\w*)|(?:correct|right|safe|proper|best) (?:order|sequence|way) to (?:bring|start|restart|restore|recover|repair|fix|reopen|undo|roll|stop|rerun|re-run)|is (?:restart\\w*|repair\\w*|re-?run\\w*|a restart|a repair|a rerun) (?:enough|sufficient|ok|safe)|must (?:i|we) (?:also )?(?:clean|reset|delete|drop|clear|restart|repair)|^recovery (?:for|of)|fall ?back (?:procedure|plan|process)|what if (?:it|this|that) (?:fails|breaks|happens)',
    ),
    words(
      "what(?:'?s| is) (?:the|our) (?:\\w+ )?(?:way|approach|practice|policy|routine) (?:we |to |of |for )?(?:\\w+ )?(?:handl\\w+|deal\\w*|fix\\w*|react\\w*|respond\\w*|recover\\w*|restor\\w*|do)|(?:please|pls|plz|kindly) (?:advise|advice|help)|what (?:do|should|must) (?:i|we) (?:\\w+ ){0,2}?(?:check|look at|try|verify|read) first|first thing to (?:do|check)|is (?:it |an? |the |this |that )?(?:\\w+ ){0,3}?safe to (?:stop|kill|cancel|repair|rerun|restart|delete|drop|retry|skip|interrupt)",
    ),
    words('(?:run|play)[- ]?books?|sops?|escalation|escalate'),
    words('\\w+ steps (?:when|if|after|for|once)'),
    words(
      `(?:which|what) (?:\\w+ )?steps (?:do|should|must|can|would|are|to|have|need)|how (?:i|we|one)(?: \\w+)? (?:get|bring|make|put) .{1,50}(?:back|again|running|up|going|unstuck|green|healthy|work|normal)`,
    ),
    words(
      `what (?:should|shall|must|can|could|would|ought|might|do) ${we} (?:\\w+ ){0,2}?(?:to )?(?:do|try|check first|look at first|restart|run)(?! (?:\\w+ ){0,2}(?:most|least|cost))`,
    ),
    words(
      `what (?:am i|are we|is (?:the )?on-?call|are you|is one) (?:\\w+ )?(?:supposed|meant|expected|to) (?:to )?do`,
    ),
    words('what (?:should|must|has to|have to|needs to|is to|can|could|shall|ought to) be done'),
    words(`what (?:has|needs|have|is|are) (?:\\w+ )?to (?:be done|happen|do)`),
    words(
      `what to do|what now|now what|next steps?|what next|first steps?|what(?:'?s| is) (?:the|our) (?:drill|plan|move|next step|remedy|cure|fix|best fix|way (?:out|forward)|right (?:way|response|reaction)|safe way|quickest way)`,
    ),
    words(
      `what (?:helps|can help|works|do you (?:suggest|recommend|advise)|would you (?:do|suggest|recommend))`,
    ),
    words(
      `how (?:do|can|could|should|shall|would|must|to|am|are|is|did)?(?: not)? ?(?:${we} )?(?:supposed |meant |expected )?(?:to )?${plain}(?!do\\b)${fixing}`,
    ),
    words(
      `how (?:do|can|could|should|to|would) (?:${we} )?${plain}(?:get|bring|make|put) .{1,50}(?:back|again|running|up|going|unstuck|green|healthy|work|normal|fresh|current)`,
    ),
    words(
      `how (?:do|can|could|should|to|would) (?:${we} )?${plain}(?:stop|end|prevent|kill|restart|rerun|re-run|cancel|pause) (?:this|that|it|the|them|these|\\w+_\\w+)`,
    ),
    words(
      `(?:our|agreed|standard|usual|team'?s?|written|documented|official|approved|normal|own|internal|emergency|a|the|any|some|your) (?:\\w+ ){0,2}?${written} (?:for|to|when|if|after|on|about|here|of|in case|how|we|against)`,
    ),
    words(
      `(?:our|agreed|standard|usual|team'?s?|documented|approved|own|internal|emergency) (?:\\w+ ){0,2}?(?:${written}|process|way|approach|fix|practice|response|reaction)`,
    ),
    words(
      `(?:steps?|procedure|process|checklist|instructions?|protocol|plan|guide|guidance|advice|help) (?:to|for|when|if|after|on|with|in) (?:\\w+ ){0,4}?(?:${fixing}|recover\\w*|fix\\w*|restor\\w*|repair\\w*|roll\\w*|failing|failed|failure|stuck|broken|stale|incident|outage|crash\\w*|leak\\w*|spike|runaway|hanging|flood\\w*|attack)`,
    ),
    words(
      '(?:rollback|roll-back|recovery|restore|repair|remediation|mitigation|escalation|incident|containment|cleanup) (?:steps?|procedures?|plan|instructions?|process|guide|checklist|path|contact)',
    ),
    words(
      "(?:tell me|give me|send me|need|know|have|got|there|remember|what(?:'s| is| was)) (?:\\w+ ){0,3}?(?:the|a|an|our|that|any|quick) (?:\\w+ )?(?:fix|workaround|remedy|cure)",
    ),
    words('is it (?:\\w+ )?(?:safe|ok|okay|fine|allowed|wise|alright|enough) (?:to|if)'),
    words(
      `(?:can|may|should|shall|must|do) (?:i|we) (?:have to |need to )?${plain}(?:repair|rerun|re-run|restart|kill|cancel|retry|roll ?back|restore|revert|resume|backfill|wait|escalate|wake|page|revoke|reboot|terminate|start (?:over|again|from scratch))`,
    ),
    words(
      '(?:kill|cancel|repair|rerun|restart|retry|stop|wait|revert|restore)(?: \\w+){0,3} or (?:just |rather |do i |should i )*(?:wait|leave|start|let|kill|cancel|repair|rerun|restart|retry|stop|ignore)',
    ),
    words(
      `who(?:m)? (?:do|should|can|must|to|shall|has|gets?|is|needs|would|else) (?:${we} |to be |on |be |to |best |have to |should )*(?:call(?:ed)?|page(?:d)?|wake(?: up)?|woken|contact(?:ed)?|ping(?:ed)?|inform(?:ed)?|phone|ring|escalate|notify|notified|reach|turn to|ask for help|duty|on-?call|talk to)`,
    ),
    words(
      `who(?:'s| is) (?:(?:\\w+[- ]){0,3}?on[- ]?call|on duty|to (?:call|blame not|be called|contact))`,
    ),
    words(
      "we (?:had |have )?agreed (?:to do|on|upon)|agreed (?:to do|steps)|(?:as|for the|being|i am|im|i'm) on[- ]?call",
    ),
    words(
      `how (?:do|can|should|to|would) (?:${we} )?${plain}(?:verify|confirm|check|make sure|tell|be sure|know) (?:that |if |whether )?(?:it|the fix|the repair|a fix|everything|the rollback|we|things|the recovery|the (?:job|pipeline|table) is)`,
    ),
    words(
      '(?:need|want|give me|send me|any) (?:instructions|guidance|steps)|(?:any fix|pls fix|how fix|how 2 fix|plz fix|fix it how|need to fix|have to fix|want to fix|trying to fix|help me (?:fix|with)|please help|pls help|help[,!] )',
    ),
    words(
      'who (?:takes over|steps in|takes care|is responsible (?:when|if|for fixing)|helps)|(?:restore|fix|repair|recover|undo|revert|rollback|solve|mitigate|stop|handle|contain) (?:it )?how',
    ),
  ],
  unless: [
    words(
      "(?:did|does|has|was|were|had) (?:the|that|this|our|yesterday's|last|\\w+'s) (?:\\w+ )?(?:fix|repair|rollback|restore|workaround|procedure)",
    ),
    words(
      '(?:who|when|which|how many|how often|how long) (?:\\w+ ){0,3}?(?:followed|used|opened|read|wrote|edited|fixed|repaired|restored|reverted|rolled back|reran|restarted|cancelled|killed|runbook\\w*)',
    ),
    words('how (?:much|many|often|long) .{0,60}(?:fix|repair|recover|restore|backfill)\\w*'),
    words(
      '(?:job|jobs|notebook|table|pipeline|run|schema|endpoint|dashboard|catalog)s? (?:named|called) ',
    ),
    words('stored procedures?|runbook(?:s|_\\w+)? (?:job|table|pipeline|task|repo|notebook)s?'),
  ],
};
