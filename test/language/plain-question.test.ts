import { describe, expect, test } from 'vitest';
import { plainQuestion } from '../../language/plain-question.ts';

describe('a question in plain words', () => {
  test.each([
    ['which jobs blew past an hour of runtime today?', 'which jobs ran longer than an hour today?'],
    [
      'how many queries got cancelled today and by whom?',
      'how many queries got cancelled today by user?',
    ],
    [
      'how many times did etl run and how many of those failed',
      'how many times did etl run by result?',
    ],
    [
      'Was every etl_daily run of the last 7 days successful?',
      'what share of etl_daily run of the last 7 days succeeded?',
    ],
    ['Did all tables get rows?', 'Did all tables get rows?'],
    ['did etl_daily make it thru last night?', 'did etl_daily succeed last night?'],
    ['did etl_daily go through the list?', 'did etl_daily go through the list?'],
    [
      'SQL warehouses made up what percentage of the October bill?',
      'what share of the October bill is databricks sql?',
    ],
    [
      'jobs accounted for what share of our spend in May?',
      'what share of our spend in May is jobs compute?',
    ],
    [
      'How often did the salary table (a.b.c) come out unhealthy?',
      'How often was a.b.c unhealthy?',
    ],
    ['Through which pipeline do the rows land in a.b.c?', 'which pipeline writes a.b.c?'],
    ['Who has last changed the max concurrent runs of etl_daily?', 'who last changed etl_daily?'],
    ['is a.b.c protected with a row filter?', 'does a.b.c have a row filter?'],
    [
      'Which warehouse read the most data last week, and roughly how many terabytes?',
      'Which warehouse read the most data last week?',
    ],
    ['Which jobs failed, and how many?', 'Which jobs failed, and how many?'],
    [
      'are we going to exceed 80000 dollars this month?',
      'will spend exceed 80000 dollars in the month-end projection',
    ],
    [
      'will we stay under the budget of $30k by the end of the month?',
      'will spend stay under $30k in the month-end projection',
    ],
    ["what's the most expensive thing we run?", 'which product has the most spend?'],
    ['where does all our money go?', 'which product has the most spend?'],
    ['what costs the most in May', 'which product has the most spend in May'],
    ['which three jobs should I look at first this morning?', 'which jobs failed?'],
    ['which pipelines need attention?', 'which pipelines failed?'],
    ['when is bi-main busiest?', 'which hour has the most queries on bi-main?'],
    ['busiest hours of bi-main last week', 'which hour has the most queries on bi-main last week'],
    ['when is the busiest day of the week?', 'when is the busiest day of the week?'],
    ['did the nightly jobs finish ok?', 'did any job fail last night?'],
    ['how are our jobs doing today', 'which jobs failed today'],
    ['which cluster should be smaller?', 'which clusters are underused?'],
    ['how many queries ran on bi-main and how many failed?', 'how many queries ran on bi-main?'],
    ['what tables does `etl` feed', 'which tables does `etl` write'],
    ['which tables does this table feed?', 'which tables does this table feed?'],
    ['what tables does a.b.c feed', 'what tables does a.b.c feed'],
    ['What tables are fed from a.b.c?', 'which tables does a.b.c feed?'],
    ['When was a.b.c last updated?', 'quality history of a.b.c?'],
    ['how fresh is a.b.c', 'quality history of a.b.c'],
    ['when did the table a.b.c get its last rows?', 'quality history of a.b.c?'],
    ['which tables are hit by a.b.c being late?', 'which tables does a.b.c feed?'],
    ['which jobs run as etl-runners?', 'which jobs of etl-runners are there?'],
    [
      'show me the errors of etl_daily since monday',
      'which runs of etl_daily failed most recently, with what error code since monday',
    ],
    ['what are we paying for bi-main a day', 'average daily cost of bi-main'],
    ['who dropped the size of bi-main', 'who changed bi-main'],
    ['is our serverless spend growing?', 'trend of serverless spend?'],
    ['are the jobs ok?', 'which jobs failed?'],
    ['are all tables healthy today', 'which tables are unhealthy today'],
    ['how many grants were made last week (mon-sun)?', 'how many grants were made last week?'],
    [
      'etl_a or etl_b - which one was pricier in October?',
      'which costs more in October, etl_a or etl_b',
    ],
    [
      'On how many of the last 30 days was the spend above 1,300 dollars?',
      'how many days had the spend above 1,300 dollars in the last 30 days?',
    ],
    [
      'what does etl_a cost per day, averaged over the last 30 days?',
      'average daily cost of etl_a in the last 30 days?',
    ],
    ['How many times did a@b.c query a.b.c?', 'how many reads of a.b.c by a@b.c?'],
    ['who runs the most queries', 'who has the most queries'],
    [
      'who removed select on a.b.c from etl-runners',
      'who revoked permissions on a.b.c from etl-runners',
    ],
    ['memory use of ml-lab, average of last 7 days', 'average memory of ml-lab in last 7 days'],
    [
      'how much data did queries on bi-main spill to disk today?',
      'how much data was spilled on bi-main today?',
    ],
    ['when did etl_a run for the last time?', 'when did etl_a last run?'],
    ['which tables contain an email column', 'which tables have the column `email`'],
    ['Who the hell resized bi-main??', 'Who resized bi-main??'],
    [
      "Ticket, quote: 'somebody made bi-main smaller on Monday'. Who was that?",
      'who resized bi-main on Monday',
    ],
    [
      'Who took SELECT on prod.sales.orders away from interns?',
      'who revoked SELECT on prod.sales.orders from interns?',
    ],
    ['payments_stream is serverless, right?', 'is payments_stream serverless?'],
    [
      'payments_stream cost: has it fallen since Monday?',
      'has payments_stream cost fallen since Monday?',
    ],
    [
      "That's normal?? Did etl_daily cost more yesterday than the day before or what?",
      'Did etl_daily cost more yesterday than the day before?',
    ],
    ['ana@example.com last seen', 'when was ana@example.com last active?'],
    [
      'max(total duration) on bi-main where day = 2026-11-16',
      'maximum duration on bi-main on 2026-11-16',
    ],

    ['Could you please check whether etl_daily is still running?', 'is etl_daily still running?'],
    ['My boss asks how many jobs we have', 'how many jobs we have'],
    ['Might I ask who owns ml-lab?', 'who owns ml-lab?'],
    ['I wonder whether anybody granted anything', 'anybody granted anything'],
    ['hm i think somebody resized bi-main, who was it', 'who resized bi-main'],
    [
      'Who was the last person to edit the bi-main warehouse?',
      'who edited the bi-main warehouse last?',
    ],
    ['has etl_daily been changed, and by whom?', 'who changed etl_daily?'],
    ['by whom was bi-main resized on Monday', 'who resized bi-main on Monday'],
    [
      'State who approved or performed the change of bi-main on 16 November.',
      'who changed bi-main on 16 November.',
    ],
    ['who do I blame for etl_daily', 'who last changed etl_daily'],
    ['As an auditor I require the number of logins.', 'the number of logins.'],
    ['Provide the list of users with tokens', 'list users with tokens'],
    [
      'Identify the user with the most logins and state the count.',
      'which user with the most logins',
    ],
    ['what is the auto-stop of bi-main these days?', 'what is the auto-stop of bi-main?'],
    ['who took SELECT on prod.sales.orders away', 'who took away SELECT on prod.sales.orders'],
    ['JOBS spend in October', 'jobs compute spend in October'],
    ['failed runs 24h', 'failed runs last 24 hours'],
    ['spend mtd', 'spend month to date'],
    ['share of spend with team=core', 'share of spend with team core'],
    [
      "03:12 and I've been paged for etl_daily. what is the error",
      'what is the error of etl_daily?',
    ],
    ['I was paged for etl_daily. what should I do about it?', 'what should I do about etl_daily?'],
    [
      'The owner left. Which tables of prod.sales does nobody check?',
      'Which tables of prod.sales does nobody check?',
    ],
    ['At what time exactly did etl_daily end on Monday?', 'when did etl_daily end on Monday?'],
    ['is etl_daily still running or did it die?', 'is etl_daily still running?'],
    [
      'Number of failed logins on 16 Nov, please - for the incident ticket.',
      'Number of failed logins on 16 Nov.',
    ],
    ['Who has set the job etl_daily on pause?', 'who paused the job etl_daily?'],
    ['who edited etl_daily most recently', 'who edited etl_daily last'],
    ['prod.payments.cards grants', 'who has which privileges on prod.payments.cards?'],
    ['when the etl_daily job last had a run that failed', 'when did etl_daily job last fail'],
    ['any job that took longer than 2 hours?', 'any job that ran over 2 hours?'],
    ['list the jobs which exceeded two hours', 'which jobs ran longer than two hours'],
    [
      'By what percentage did DBU consumption change from September to October?',
      'DBU consumption in October compared to September?',
    ],
    ['which queries divide by zero', 'which queries fail by error DIVIDE_BY_ZERO'],
    ['prod.sales.orders updated?', 'quality history of prod.sales.orders?'],
    [
      'How long needs the job etl_daily in the average, from 1. to 12. November?',
      'how long does the job etl_daily take on average, from 1 to 12 November?',
    ],
    ['what tables feed prod.sales.orders', 'Which tables does prod.sales.orders come from?'],
    [
      'Which table does prod.sales.orders get built from?',
      'Which tables does prod.sales.orders come from?',
    ],
    [
      'Which tables are fed straight from prod.sales.orders?',
      'which tables does prod.sales.orders feed?',
    ],
    [
      'By how much did our bill grow from September to October? I need it for the board.',
      'bill in October compared to September?',
    ],
    [
      'etl_a or etl_b – which of the two ate more money in June?',
      'which costs more in June, etl_a or etl_b',
    ],
    [
      'etl_a or etl_b, which failed more often in June?',
      'which failed more often in June, etl_a or etl_b',
    ],
    ['select count(*) setAdmin events', 'how many setAdmin events'],
    ['failed runs yesterday - how many?', 'how many failed runs yesterday'],
    ['share of the SQL warehouses in the bill', 'share of all SQL warehouses in the bill'],
    ['How many queries needed more than a minute?', 'How many queries ran longer than a minute?'],
    [
      'Since which date is ana@example.com member of admins?',
      'when was ana@example.com added to the admins group?',
    ],
    ['Did etl_daily complete even one single run?', 'Did etl_daily complete any run?'],
    [
      'prod.sales.orders: on which day did the freshness turn bad?',
      'since when is prod.sales.orders stale?',
    ],
    [
      'From which tables is prod.sales.orders filled? List please, I only know it by name.',
      'Which tables does prod.sales.orders come from?',
    ],
    [
      'which account took the SELECT on prod.sales.orders away from ana',
      'who revoked permissions on prod.sales.orders from ana',
    ],
    ['any table that got no new data since Saturday?', 'which tables are stale since Saturday?'],
    ['how do I fix etl_daily?', 'why does etl_daily fail, and how do I fix it?'],
    [
      'etl_daily is failing, how can we repair it?',
      'why does etl_daily fail, and how can we repair it?',
    ],
    ['which jobs should I look at first?', 'which jobs failed?'],
    ['when did spend peak this month', 'which day had the highest spend this month'],
    [
      'how long did etl_daily take on Friday the 13th and how long on Tuesday?',
      'how long did etl_daily take on Tuesday compared to Friday the 13th',
    ],
    [
      'list cost for September and for October, both figures',
      'list cost for October compared to September',
    ],
    [
      'failed runs so far in November against the whole of October - how many in each?',
      'how many failed runs in November compared to October',
    ],
    ['Dear team, which jobs failed?', 'which jobs failed?'],
    ['I am new here: which jobs failed?', 'which jobs failed?'],
    ['priciest job in October, anyone know?', 'priciest job in October?'],
    ['what privileges does the group finance have?', 'list the grants of finance by privilege?'],
  ])('%j is %j', (written, plain) => {
    expect(plainQuestion(written)).toBe(plain);
  });

  test.each([
    'Hello bot, I am new in the team',
    'Good morning!',
    'And last week?',
    'what does prod.sales.orders feed?',
    'runs that took over 3h',
    'runs longer than 24h',
    'who do I ask about the budget',
    'was the bill higher, and by whom is it paid',
    'I restarted etl_daily. Did it help?',
    'which jobs failed on Monday and on Tuesday?',
    'list jobs that ran more than 20 times',
    'spend in October against September',
    'etl_a or etl_b, which of the two had more failed updates, and how many?',
    'Exclude weekends. How much did we spend last week?',
    'Prod-eu is slow. Which queries ran on Monday?',
    'The bill is up. What happened?',
    'is etl_daily ok?',
    'errors of endpoints last week',
    'who changed the size of the budget',
    'List the clusters with their runtimes. Where no time is named, use the last 7 days.',
    'Show me the owners. Which of them own prod.sales.orders?',
  ])('%j stays', (text) => {
    expect(plainQuestion(text)).toBe(text);
  });
});
