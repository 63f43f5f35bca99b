const words = `
  able about above actions actually after again against almost along already although always among
  another anyway apart april around aside august away back became become been before began begin
  behind being below beside besides best better between both bring brought called came cannot care
  case certain clear close come comes coming common could couple course current deal december
  deviations different does doing done down dozen during each early easy eight either eleven else
  enough evening events ever every exactly exceed except excluded excluding fact fairly faster
  february feel felt fifteen fifty finally find fine first five follow fortnight found four friday
  friend from full further gave general gets getting gigabytes gigs give given goes going gone
  good great guess half hand happen hard have having head hear heard held help here high hold home
  hope hour hours idea ignoring including instead into january july june just keep keeps kept kind
  knew know known large last later least leave left less letter like likely line list little long
  longer look looks lose made main make makes making many march matter maybe mean means meant
  megabytes megs midnight might mind mine mins minus minute minutes monday month months more
  morning most much must name near need needs never next nice nine note nothing november october
  often once only open other otherwise ours over overnight part past percent perhaps person place
  plan please point possible previous probably problem quarter quite rather reach real really
  reason right runs said same saturday seconds secs seem seems seen sense sent september seven
  several shorter should show side sigma sigmas simple since slower small some something sometimes
  soon sort sound stay still stop such suddenly sunday suppose sure take taken taking talk tell
  tenth terabytes than thank their them then there these they thing things think third thirty
  those thought thousand three thursday thus times today together told tonight took toward true
  tuesday turn twelve twenty under until upon used using usual very wait want wanted wants ways
  wednesday week weekend weeks well went were what whatever when where whether which while whole
  whose wish with within without wonder word words work worry worse worth would wrong year years
  yesterday yet young your`;

/** Words that texts about a platform may not have: another word near them would be no correction, and they are nobody's name. */
export const commonWords: readonly string[] = words.trim().split(/\s+/);
