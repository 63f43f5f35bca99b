/** Words that hold a question together and say nothing of what is asked. */
export const plainWords = new Set(
  (
    's across shows usually actually really typically normally generally days into onto towards of in on at to for from by with and or did do does done was were is are be been has have had we our ours us i me my you your it its ' +
    'this that those these there all total overall sum together combined please sorry pls plz give show tell list get need want see know much often times ' +
    'what which who whom whose how so far just yet ever per each every any anything everyone everybody ' +
    'them they their he she his her out as up during within over since until till between around about whole entire period time ' +
    'hi hey hello thanks thank quick question ok okay can could would like let also again now first top ranked ranking rank sorted sort order ordered ' +
    'came come went go going happen happened got only exactly last latest recent recently lately newest through via altogether folks guys still single alone coming comes roughly approximately approx circa btw asap thx ta cheers everything account accounts accounted belongs due attributable quickly quick figure figures value amount individual respective respectively distinct different unique times'
  ).split(' '),
);
/** Words that ask for the greatest and for the least. */
export const mostWords =
  /^(?:most|highest|largest|biggest|greatest|heaviest|worst|busiest|more|top|max|maximum|descending)$/;
export const leastWords =
  /^(?:least|fewest|lowest|smallest|fewer|less|minimum|cheapest|cheap|ascending)$/;
/** Words that rank by what they measure. */
export const dearestWords = /^(?:dearest|priciest|costliest)$/;
/** Words that ask for what is done the most. */
export const activeWords = /^(?:used|busiest|active|popular)$/;
/** Words that ask how something went over time. */
export const trendWords =
  /^(?:trend|develop|developed|development|evolve|evolved|move|moved|history)$/;
/** Words before a number of rows. */
export const countedFrom = /^(?:top|first|worst|best|bottom|last|latest)$/;
/** Words that ask for a part of a whole. */
export const shareWords =
  /^(?:%|share|percentage|percent|pct|rate|ratio|proportion|fraction|part)$/;
/** Words that ask for the time of an event, and which of several. */
export const whenWords = /^when$/;
export const firstWords = /^(?:first|earliest)$/;
/** Words before a thing of which only different ones count. */
export const distinctWords = /^(?:many|different|distinct|unique|number|count|nr|num)$/;
/** Words before a thing that the rows are grouped by. */
export const groupWords = /^(?:list|show|which|what|whose|per|by|each|every|same)$/;
/** Words that set names against each other. */
export const compareWords =
  /^(?:compare|compared|comparing|comparison|versus|vs|against|than|difference|differ|rather)$/;
/** Words that ask for a mean. */
export const averageWords = /^(?:average|mean|avg|typical|usual)$/;
