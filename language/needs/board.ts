import type { NeedRule } from './need-rule.ts';
import { words } from './need-rule.ts';

/** With its usual typing errors. */
const board =
  '(?:da?s?h?s?a?h? ?bo?a?o?rds?|lakeview|(?:score|info|wall|kpi ?)?boards?|ai ?\\/? ?bi|cockpits?)';
const place =
  '(?:page|place|spot|screen|view|report|overview|site|url|link|something|anything|somewhere|where|cockpit|panel|wall ?board|tile|monitor)';
/** To be looked at more than once, or by others. */
const again =
  '(?:every (?:day|morning|week|month|monday|hour|time)|each (?:day|morning|week|month)|daily|weekly|any ?time|at all times|all the time|at any (?:time|moment)|always|permanent(?:ly)?|regular(?:ly)?|constantly|on (?:a|the) (?:wall|tv|big screen|screen|monitor)|bookmark(?:ed)?|pin(?:ned)?|keep(?: it)? open|share(?:d|able)? with|(?:for|to) (?:my|the|our) (?:boss|manager|management|stakeholders|cfo|cto|execs?|leadership)|themselves|himself|herself|ourselves|myself|without (?:asking|bothering|having to ask)|at a glance|whenever|leave (?:it )?open|(?:in|for) (?:the|our) (?:weekly|daily|monthly|next|team)? ?(?:meeting|stand-?up|review|weekly)|(?:send|forward|show|give|hand|pass)(?: it| this| on)? to (?:my|the|our)|on a (?:regular|daily|weekly) basis|to look at|self[- ]serv\\w+|live|up to date)';

/** A dashboard, wherever one is wanted and none is asked about. */
export const boardRule: NeedRule = {
  need: 'board',
  reason: 'Asks for a place to look at it again and again.',
  surely: [
    // "Audit dashboard?"
    new RegExp(
      `^\\W*(?!(?:which|what|who|whose|how|why|when|slow\\w*|most|top|list|count|all)\\b)(?:[\\w/-]+ ){0,3}?${board}(?: please| pls)?\\W*$`,
      'i',
    ),
    // Asked for as a thing, whatever else the sentence asks.
    new RegExp(
      `^(?!.*\\b(?:edit|edited|delet\\w*|creat\\w*|changed|published|slow|quer(?:y|ies)|refresh\\w*|users?|used|viewed|opened|costs? of|spend of|share of|support\\w*|in databricks)\\b).*\\b(?:is|isn't|are|aren't|do we have|don't we have|have we|got|got|do you have|have you|any|need|want|like|link|links|url|open|send|share|point|take|pull|bring|find|where|which|existing) (?:me |us |to |up |there |for |on |at |a |an |the |some |our |any |you |of )*(?:[\\w/'-]+ ){0,3}?${board}(?: (?:for|on|about|with|of|that|to|which|where|in|showing|covering|i|we|please|pls)\\b|\\W*$|[,.?!])`,
      'i',
    ),
  ],
  asks: [
    words(
      '(?:thing|page|site|screen|view) with (?:the |all (?:the )?)?(?:\\w+ )?(?:graphs?|charts?|plots?|numbers|pipelines|jobs|costs?)|(?:standing|permanent|shared|bookmarkable|live|self-updating) (?:page|report|view|overview|screen|link)|(?:page|report|overview|screen|view)\\b.{0,40},? (?:where|link|do we have (?:one|that|it|this)|is there one|any)\\W*$|overview somewhere',
    ),
    words(board),
    words(
      '(?:sth|something|anything|some) (?:visual|graphical)|a place to (?:see|look|watch|check|follow|track)',
    ),
    words(`(?:a|an|one|some|the|any) (?:\\w+ ){0,3}?${place} .{0,60}\\b${again}`),
    words(`(?:something|anything|somewhere|where (?:can|do|could|should)) .{0,60}\\b${again}`),
    words('(?:existing|ready[- ]made|standard) (?:\\w+ ){0,2}?(?:report|visuali[sz]ation)s?'),
    words('(?:ai\\/?bi|power ?bi) (?:report|page|visuali[sz]ation)s?'),
    words(
      `(?:can|to|could|i|we) (?:pin|bookmark)|(?:on|for) (?:the|a|our) (?:\\w+ )?(?:tv|wall|big screen)|(?:updates?|refresh(?:es)?) (?:it|them)sel(?:f|ves)|already (?:chart|plott|visuali[sz])\\w+`,
    ),
    words(
      `(?:every|each) (?:day|morning|week|month|monday|time)\\b.{0,60}(?:one |a |where |which )(?:page|place|board|screen|view|spot|site|does|do|can|to)`,
    ),
    words(
      'visuali[sz]ed (?:any|some)where|(?:which|what) (?:page|place|view|screen|board) (?:shows?|has|lists?|tells?|covers?)',
    ),
    words(
      `(?:a|one|some) ${place} where .{0,60}\\b(?:can|could|may|see|sees|follow|look|watch|check)`,
    ),
    words(
      `(?:see|look at|watch|follow|check) .{0,60}\\b(?:whenever|any ?time|all the time)\\b.{0,20}\\b(?:where|how|which)?`,
    ),
    words(
      '(?:need|want|like|make|build|create|get|set up|give)(?: me| us)? (?:an? |some )(?:\\w+ ){0,3}?(?:page|screen|overview page|chart page|cockpit|wallboard)(?! (?:fault|size|about the error))|graphically|in graphs?|as (?:a )?(?:graph|chart)s? (?:somewhere|live)',
    ),
    words(`(?:put|place|show|get|add|bring) .{1,60} (?:on|onto|to) (?:an?|the|our|my) ${board}`),
    words(
      '(?:any|some|existing) (?:existing )?(?:visuals?|visuali[sz]ations?|charts?|graphs?|plots?) (?:for|of|on|about)|where (?:can|do|could) (?:i|we) (?:watch|follow|track|monitor)|an? (?:chart|graph|plot) of .{1,60} (?:would be|please|pls)',
    ),
    words('(?:reports?|anything|something|pages?) (?:in|on) ai\\/?bi'),
    words(
      '(?:link|url|bookmark)s? (?:to|for|of|with) (?:the|our|a|an|your|all)(?! (?:docs|documentation|run|job|query))|same (?:question|thing|numbers|query|figures) (?:every|each)',
    ),
  ],
  unless: [
    words(`which of (?:our|the|my|these|those|all) ${board}|${board}[- ](?:style|like)`),
    // Of dashboards something is measured or ranked.
    words(
      `(?:which|what|whose) ${board} (?!(?:shows?|has|have|lists?|covers?|tells?|should|can|could|do|does|would|to|is|are|for)\\b)\\w+`,
    ),
    words(`(?:top|most|least|biggest|slowest|heaviest|spenders?|spending) (?:\\w+ ){0,4}?${board}`),
    /^\W*(?:(?:and|so|hey|hi|please|pls|can you (?:tell me|say)|tell me|do you know|show me|list|give me)\W+)*(?:who|whom|whose|why|how (?:much|many|often|slow|fast|long|does)|when (?:was|did|were)|what (?:time|share|part|did)|which users?|what(?:'s| is) the (?:cost|share|load|most|least|average|number))\b/i,
    words(
      `(?:(?:did|has|have|had) (?:any(?:one|body)|some(?:one|body)|\\S+@\\S+|\\w+)|we) (?:\\w+ ){0,2}?(?:edit|edited|create|created|delete|deleted|change|changed|publish|published|opened|viewed|shared|touched|moved)`,
    ),
    words(
      `${board} ?(?:'s )?(?:quer(?:y|ies)|refresh\\w*|load\\w*|take forever|warehouses?|clusters?|endpoints?|service|traffic|usage|edits?|viewers?|permissions?|schedules?|subscri\\w+|statements?|support\\w*)`,
    ),
    words(
      `(?:costs?|spend|spent|time|quer(?:y|ies)|statements?|load|dbus?|usage|bytes|users?|viewers|edits?|changes?|tables?|owners?|number|count|age|version) (?:\\w+ ){0,5}?(?:of|by|from|behind|per) (?:[\\w/]+ ){0,3}?${board}`,
    ),
    words(
      `(?:do|does|can|are|is|will|could|should) (?:\\w+ ){0,2}?${board} (?:in|support|have|be|use|filter|slow|broken|fail\\w*|stale|empty|late|wrong|owned|shared|published)`,
    ),
    words(
      `(?:which|what|list|show (?:me )?all|all) ${board} (?:are(?! there| available)|were|is|was|use|uses|run|ran|got|have (?:been|no)|has|cost|costs|failed|took|take|take|quer\\w+|read|nobody|without)`,
    ),
    words(
      `${board} (?:is|are|was|were|got|gets?|keeps?|has|have|have been|took|takes?|failed|ran) (?:\\w+ )?(?:slow|broken|fail\\w*|stale|empty|late|wrong|down|created|edited|deleted|changed|published|owned|opened|viewed)`,
    ),
    words(
      `(?:what|which) (?:\\w+ )?(?:do|does|did) ${board}|(?:which|what) (?:people|users?|teams?|person)`,
    ),
    words(
      `${board} (?:jobs?|tasks?|tables?|schemas?|apps?|teams?|pipelines?) (?:is|are|was|were|ok|slow|cost|fail\\w*|run\\w*|did|ran|ok)`,
    ),
    words(`on ?board\\w*|board(?:ing| meeting| member)`),
    words(`${board} .{0,40}(?:is|are) (?:\\w+ )?(?:slow|broken|stale|empty|late|wrong)`),
  ],
};
