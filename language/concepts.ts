import { stem } from './text.ts';

/**
 * What people call the things of a data platform: concept → words and phrases, separated by commas.
 * A word may belong to several concepts.
 */
const table: Readonly<Record<string, string>> = {
  money:
    'cost, spend, spending, spent, bill, bills, billing, invoice, dollar, dollars, usd, money, budget, price tag, expense, expenses, expenditure, pay, paid, paying, burn, burns, burned, burnt, burning, charge, charges, charged, dbu, dbus, fee, finance, cash, bucks, consumption, outlay, costing, spendings, tab, price of, set us back, euro, euros, purse, wallet, pocket, cheque, damage, amount, amounts, costs us, list cost, tco, opex',
  expensive:
    'expensive, costly, costliest, pricey, priciest, dear, dearest, dearer, costlier, pricier, money eater, money sink, money pit, biggest spender, burn most, eat most, high cost, top spender, eat the most, a fortune, arm and a leg, steep, overpriced, cost a bomb, budget killer, budget eater, big spender, big spenders, burns the most, costs the most, pricier than, money burner, money burners',
  price:
    'price, prices, pricing, priced, rate, rates, tariff, rate card, unit price, per dbu, price list, list price, unit cost, sticker price, unit prices, list prices, tariffs, repriced, price rise, price rises, price hike, price increase, unit rate, unit rates, price cut, official price',
  discount:
    'discount, discounts, negotiated, contract, contractual, committed rate, commitment, agreement, deal, net price, effective price, account price, our own price, rebate, list versus, rebates, reduction, special conditions, enterprise deal, list and net, off list, knocked off, committed, agreed rates',
  forecast:
    'forecast, predict, predicted, prediction, project, projected, projection, expect to pay, will we, extrapolate, extrapolation, outlook, future, coming, upcoming, next month, heading, trajectory, run rate, predicts, projecting, at this pace, at the current rate, if nothing changes, going forward, budget for, land at, expect to spend, how much will, what will it, foreseeable, put aside, set aside, likely amount, run-rate, estimated spend, estimate for, estimate of',
  team: 'team, teams, squad, squads, department, departments, group, groups, crew, business unit, cost center, cost centre, tribe, unit, chapter, division, cost centers, cost centres, business units, tribes, units, group of people, org',
  owner:
    'owner, owners, owned, owns, own, belongs, belong, whose, responsible, accountable, in charge, steward, stewards, maintainer, custodian, run as, behalf, run by, run-as, in whose name, under whose, at whose door, answer for, responsible person',
  person:
    'user, users, person, people, persons, colleague, colleagues, employee, employees, analyst, analysts, individual, individuals, staff, somebody, someone, anybody, anyone, everyone, nobody, guy, guys, folk, folks, engineer, engineers, human, humans, account, accounts, identity, identities, principal, who, member, members, contractor',
  robot:
    'service principal, service principals, service account, service accounts, technical user, technical users, technical account, technical accounts, machine identity, machine identities, bot, bots, robot, robots, spn, spns, sp, sps, non human, automation, application id, app id, machine user, automated account, headless, system account, nonhuman, machine account, machine accounts, machine users, app registration, app registrations, daemon, integration user, integration users, system user, automations, automation accounts, application account, service identity, sp s',
  workspace: 'workspace, workspaces, environment, environments, tenant, shard, site',
  product:
    'product, products, offering, offerings, service type, category, categories, kind of compute, usage type, type of usage, workload type, line of product',
  sku: 'sku, skus, stock keeping unit, line item, line items, billing item, article',
  serverless: 'serverless',
  tag: 'tag, tags, tagged, tagging, label, labels, labelled, labeled, labelling, custom tag, cost tag, hashtag, tag value, labelling rule',
  untagged:
    'untagged, without tag, no tag, missing tag, lack tag, unlabelled, unlabeled, without label, no label, without a tag, without the tag, not tagged, unallocated, unattributed, unassigned, cannot be charged, forgot to tag, nobody put, has no tag, have no tag, lacks a tag, lack the tag, lacking tags, lacking a tag, no team tag, untaggd, tagless, label missing, tag missing, unclaimed, no one claims, nobody tagged, no one tagged, belongs to no one, belongs to nobody, without any tag, missing tags',
  share:
    'share, percent, percentage, portion, fraction, ratio, proportion, part, split, quota, percentages, mix, contribution, how much of, pct, how many percent, slice',
  split:
    'split, breakdown, broken down, divide, divided, distribution, by each, decompose, decomposed, composed, made up, slice, separated, apportion, spread',
  total:
    'total, totals, overall, in all, altogether, sum, sums, in sum, aggregate, whole, entire, complete amount, grand total',
  rank: 'top, most, highest, biggest, largest, heaviest, ranking, rank, ranked, leaderboard, hit list, first place, worst, leading, major, greatest',
  least: 'least, lowest, bottom, smallest, poorest, weakest, minimum, fewest',
  daily:
    'day, days, daily, per day, each day, day by day, by day, every day, calendar day, date, dates, day to day, per calendar day, one day to the next, each date, by date, per date, date by date, one row a day, from one day, day after day, a day, calendar, on which day, which day',
  weekly:
    'week, weeks, weekly, per week, each week, week by week, week over week, wow, calendar week, wk, week on week, whole weeks, whole week, calendar weeks, each wk',
  monthly:
    'month, months, monthly, per month, month to date, mtd, so far this month, month so far, this month so far, same stretch, running month, month on month, same point of',
  hourly:
    'hour of day, time of day, what time, which hour, hours of the day, clock, by hour, hour by hour, which hours, what hour, rush hour, small hours, when in the day, when during the day, certain hour, around the clock, hours of the clock, clock hour, hourly pattern, during the day, part of the day, o clock, hour of the day, hours of day, at which hour, at what hour, in which hours, around what time, time slot, clock time, hourly profile, morning or afternoon, mornings, afternoons, in the morning, in the afternoon, lunchtime, noon, at noon, peak hours, always at, certain time, around midnight, per hour of day, on the clock',
  night:
    'night, nights, nightly, nocturnal, overnight, dark, midnight, evening, evenings, early morning, after hours, out of hours, outside working, outside office, outside business, off hours, odd hours, odd times, late at night, after work, small hours, after dusk, sleep, while we sleep, asleep, dawn, sunrise, twilight, pm, after closing, before opening, outside of office, outside of working, outside of business, outside that, off hour, unsocial, ungodly, overtime, nocturnally, wee hours, after midnight, late evening, working hours, office hours, business hours, beyond hours',
  weekend:
    'weekend, weekends, saturday, sunday, saturdays, sundays, non working, sat, sun, days off, business day, business days, weekday, weekdays, working day, working days, public holiday, holidays, off days, mon fri, monday to friday, sat and sun',
  trend:
    'trend, trends, over time, develop, developed, development, evolve, evolved, evolution, curve, history, timeline, graph, plot, chart, progression, from day to day, develops, over the days, day over day, along the calendar, over the calendar, going over time, time series, becoming more, getting better, getting worse, improving, improve, improved, worsen, worsened, worsening, line graph, course of',
  compare:
    'compare, compared, comparing, comparison, versus, vs, against, than before, previous, prior, preceding, earlier period, period before, before and after, difference, delta, relative to, change from, than the, in contrast, same days, same point, then and now, now and before, in the period before, than it was, than they were, used to, than they used, formerly, former, earlier, beforehand, like for like, week prior, prior period, stacked against, in comparison, period on period, than previously, ahead of, before that',
  rise: 'rise, rose, risen, increase, increased, increases, increasing, go up, went up, gone up, going up, grow, grew, growing, growth, growing, jump, jumped, climb, climbed, spike, surge, soar, shot up, explode, exploded, higher, more expensive than, pay more, spend more, up on, rising, inflation, pushed, trending up, creeping up, creep up, on the up, going through the roof, through the roof, ballooned, ballooning, doubled, tripled, skyrocket, skyrocketed, hike, raised, bump, uptick, escalating, swelled',
  fall: 'fall, fell, drop, dropped, drops, decrease, decreased, decline, shrink, shrank, shrunk, lower, fewer, less, lost, loses, dip, below expected, went down, cheaper, reduce, reduced, trending down, gone down, go down, going down, downward, shortfall, collapsed, plunge, plummet, dwindle, cut',
  why: 'why, cause, caused, causes, causing, reason, reasons, driver, drivers, drove, drive, driving, behind, explain, explains, explanation, root cause, blame, culprit, culprits, made it, pushed, what happened, contributor, contributors, account for, how come, what is to blame, blame for, to blame, guilty, reason why, what is responsible, what pushed, what made, tipped the scales, came from where',
  unusual:
    'unusual, unusually, strange, strangest, weird, odd, abnormal, anomaly, anomalies, anomalous, outlier, outliers, spike, spikes, atypical, suspicious, out of line, out of the ordinary, extraordinary, off normal, deviate, deviates, deviation, deviations, sigma, stands out, stick out, surprising, far from normal, than usual, than normal, far more than, way more, fishy, freak, irregular, off the chart, unexpected, unexpectedly, out of range, exceptional, hiccup, blip, haywire, standard deviation, standard deviations, out of character, strangely, abnormally, suspiciously, out of the normal',
  usual:
    'usual, usually, normal, normally, typical, typically, median, average, on average, expected, expectation, regular, habitual, mean',
  change:
    'change, changed, changes, changing, modify, modified, modification, modifications, edit, edits, edited, alter, altered, alteration, update settings, adjust, adjusted, reconfigure, reconfigured, touched settings, reconfiguration, config change, tweak, tweaked, rename, renamed, touched, redefine, redefined, resized, fiddled, tinkered, tampered, messed with, altering, different now, was touched, rescaled',
  correction:
    'correct, corrected, correction, corrections, retract, retracted, retraction, restate, restated, restatement, amend, amended, adjustment, adjustments, after the fact, retroactive, retroactively, afterwards, revised, revision, re booked, rebooked, backdated, rectified, later corrected, rewritten, undo, taken back, took back, rebilled, rebill, reversed, reversal, credited, credit note, booked again, booked instead, numbers moved, figures moved, moved afterwards, late correction',
  job: 'job, jobs, workflow, workflows, etl, batch, scheduled job, dag, dags, job definition, automation job, lakeflow job',
  run: 'run, runs, execution, executions, executed, job run, instance, instances, launch, launches, job runs, attempt',
  task: 'task, tasks, step, steps, task key, stage, stages, part of the job, individual task, sub step, inside the job, node of the job',
  pipeline:
    'pipeline, pipelines, dlt, delta live, delta live table, delta live tables, declarative pipeline, declarative pipelines, streaming pipeline, streaming, ingestion, sdp, dlts, lakeflow pipeline, lakeflow, pipeline update, pipeline updates, declarative, flows, live tables',
  query:
    'query, queries, sql, statement, statements, select, selects, sql query, queries fired, stmts, stmt, sqls',
  warehouse:
    'warehouse, warehouses, sql warehouse, sql endpoint, sql compute, bi engine, dwh, wh, sql engine, warehouse s, dbsql, sql warehouses',
  cluster:
    'cluster, clusters, compute, compute resource, compute resources, machine, machines, vm, vms, all purpose, interactive, ap cluster, instance types',
  interactive:
    'all purpose, interactive, notebook, notebooks, exploration, development cluster, ad hoc cluster, notebook clusters',
  endpoint:
    'endpoint, endpoints, serving, model, models, llm, llms, inference, ai model, deployed model, served model, genai, foundation model, chatbot, embedding, ai endpoint, model api, chatbots, assistant, ai assistant, gpt, gen ai, rag, embeddings',
  token: 'token, tokens, input tokens, output tokens, prompt tokens',
  accesstoken:
    'access token, access tokens, personal access token, personal access tokens, pat, pats, api token, api tokens, token creation, minted, api key, api keys',
  dashboard:
    'dashboard, dashboards, report page, lakeview, board, visualisation, visualization, bi report, lakeview page, bi dashboard, tiles, tile, widget',
  application:
    'application, applications, app, apps, tool, tools, client, clients, program, software, tableau, power bi, powerbi, dbt, jdbc, odbc, source application, looker, excel, connector, connectors, interface, client tool, client tools, bi tool, bi tools, third party tool, program name, user agent, jdbc driver, odbc driver, database driver',
  table:
    'table, tables, dataset, datasets, data set, data sets, relation, delta table, entity, tbl, tbls, delta tables',
  column: 'column, columns, field, fields, attribute, attributes',
  schema: 'schema, schemas, database, databases, namespace',
  catalog: 'catalog, catalogs, catalogue, unity catalog, metastore',
  layer: 'layer, layers, medallion, bronze, silver, tier, tiers, stage of refinement',
  gold: 'gold, golden, business level, presentation layer, curated',
  fail: 'fail, fails, failed, failing, failure, failures, break, breaks, broke, broken, breaking, crash, crashes, crashed, crashing, error, errors, errored, red, unsuccessful, wrong, badly, blow up, blew up, die, died, dies, bomb, bombed, abort, fall over, fell over, trouble, collapse, not succeed, in error, bust, faulty, go wrong, went wrong, misfire, belly up, go belly up, went belly up, went red, goes red, tank, tanked, choke, choked, blew, failing runs, malfunction, breakdown, breakdowns, breakage, broken down, go down, went down, do not work, not work, fall apart, mess up, screwed up, bad end, end badly, unsuccessfully',
  success:
    'success, successful, succeed, succeeded, succeeds, green, pass rate, went fine, go well, went well, fine, ok, clean, success rate, dependable, reliable, healthy runs',
  unreliable:
    'unreliable, flaky, flakiest, shaky, unstable, least reliable, least dependable, worst success, lowest success, undependable, brittle, wobbly, poorest success, temperamental, cannot rely on, not rely on, count on, hit and miss, unpredictable, fragile, rickety, flakey, rarely succeed, seldom succeed, hardly ever succeed, barely succeed',
  reason:
    'reason, reasons, termination code, termination codes, error code, error codes, cause, causes, category of failure, kind of error, types of failure, classification of failures, code, codes',
  retry:
    'retry, retries, retried, retrying, re attempt, reattempt, automatic retry, auto retry, again and again, try again, tries again, repeated attempt, repeated attempts, restart themselves, retry policy, second attempt, several attempts, over and over, retrys, reruns by itself, rerun automatically, automatic rerun, automatic reruns, automatic restart, retried automatically, restarts itself, another go, several goes, loop, looping, reattempts',
  repair:
    'repair, repairs, repaired, repairing, fix, fixed, rescued, rescue, mended, rerun by hand, manual rerun, patched up, resuscitated, repair run, patched, manually fixed, fixed by hand, fixed manually, salvaged, rerun manually, repaired manually, second result, revived',
  cancel:
    'cancel, cancels, cancelled, canceled, cancelling, cancellation, aborted, stopped by, killed, kill, called off, manually stopped, terminated by user, pulled the plug, stopped manually, stopped by hand, scrapped, pulled plug, plug on, gave up on, give up on, stop button, terminated manually, ended early, cut short, abort, aborts, halted, interrupted, stopped early',
  skipped:
    'skip, skipped, blocked, never started, not started, did not start, did not begin, never ran, pass over, passed over, missed schedule, did not take place, never executed, left out, not launched, prevented, omitted, suppressed, passed up, did not kick off, never kicked off, failed to start, could not begin, never began, not begin, not executed because, left undone, turned away at the start, missed run, missed runs, never launched, not triggered',
  silent:
    'silent, dormant, asleep, no runs, not run, without run, stopped running, have not run, has not run, did not run, idle job, quiet, inactive, sleeping, hibernating, no execution, zero runs, not executed, gone quiet, not done so, no activity, not produced a run, vanished, stopped entirely, no longer run, no longer runs, no longer running, does not run, do not run, not running, not a single run, not a single execution, no single execution, without execution, without executions, never runs, paused, gone silent, silence, no sign of life, sign of life, stand still, standing still, forgotten',
  now: 'now, right now, currently, at the moment, at present, presently, in progress, ongoing, still, in flight, this minute, as we speak, underway, atm, at this moment, this moment, going on, still open, still going, still running, active right now, under way, today still, not done yet, not finished yet, so far, hanging, without an end, without a result, unfinished, not finished, open runs, live runs, live view',
  duration:
    'duration, durations, long, longer, longest, run time, runtime, run times, running time, take, takes, took, taking, time needed, minutes, seconds, how long, elapsed, lasts, lasted, time spent, execution time, lasting, how many minutes, how many hours, length of run, lengthy, length, time it takes, how much time, needs to finish, processing time, wall clock, min, mins, sec, secs, hr, hrs, over minutes',
  slow: 'slow, slower, slowest, sluggish, slowness, slowed, drag, dragged, crawl, crawling, ages, lag, lags, lagging, slow down, slowdown, degrade, degraded, degrading, worse performance, getting worse, got worse, snail, long running, laggy, molasses, drags, drag on, bogged down, takes forever, taking forever, forever, endless, eternity, grinding, sluggishly, unresponsive, hang, hangs, hanging, worse than before, lose speed, lost speed, long-running, long time, choppy, spinner, spinning',
  fast: 'fast, faster, speed, quick, quickly, snappy, response time, response times, latency, responsive, latencies, snappier, answer time, answer times, round trip, quicker, quickest, fastest',
  percentile:
    'percentile, percentiles, p50, p90, p95, p99, quantile, quantiles, median, tail, 95th, 99th',
  sla: 'sla, slas, in time, on time, deadline, time limit, service level, within the limit, within time, punctual, punctuality, cutoff, allowed time, target time, met target, promised, missed target, keep the promise, kept its promise, allowed minutes, agreed time, agreed limit, permitted, over the limit, overrun, overran, before the deadline, delivered late, delivery time, inside the limit, within the hour, finish inside, finish within, done within, stay under, stayed under, stay below, time budget, time window, finishes by, done by, complete within, late runs',
  cache:
    'cache, cached, caches, caching, cache hit, stored result, stored results, reuse, reuses, reused, recompute, recomputed',
  spill:
    'spill, spills, spilled, spilling, spillers, spillage, overflow, memory overflow, to disk, out of memory, local disk',
  prune:
    'prune, pruned, pruning, data skipping, skip files, skipped files, file skipping, files read, unnecessary files, partition filter, z order, scan too many, full scan',
  wait: 'wait, waits, waiting, waited, queue, queues, queued, queueing, queuing, in line, slot, slots, capacity, congested, congestion, pile up, piled up, jam, stand in line, bottleneck, backlog, hold up, traffic jam, waits in line, on hold, kept waiting, no free slot, stuck in queue, hold the line, waiting time, waiting times, wait time, wait times',
  load: 'load, loaded, overloaded, overload, busy, busiest, utilization, utilisation, saturated, saturation, pressure, strain, keeping up, keep up, at the limit, stressed, hot, hammered, usage level, swamped, overwhelmed, stretched, maxed out, bursting, at its limit, reached its limit, near capacity, full, how full, under pressure, crowded, under strain',
  concurrent:
    'concurrent, concurrency, concurrently, simultaneous, simultaneously, parallel, in parallel, same time, at once, overlap, overlapped, overlapping, side by side, at the same moment, at one time, at the same instant, at one moment, in flight, same instant, simultaneity',
  count:
    'number, count, how many, counts, quantity, how often, tally, counted, numbers, how many times, how frequently, frequency, number of times, total number, headcount, tallies',
  size: 'size, sizes, sizing, sized, resize, resized, too small, too big, too large, oversized, undersized, over provisioned, under provisioned, right size, rightsizing, t shirt, dimension, dimensioned, dimensioning, upsize, downsize, shrink or grow, dimensions, over dimensioned, overdimensioned, under dimensioned, overkill, too roomy, fitting size, downsizing, upsizing, larger one, smaller one, t-shirt, overprovisioned, underprovisioned, next size, one size, bigger size, smaller size, bigger warehouse, smaller warehouse, bigger nodes, smaller nodes, larger nodes, scale up, scale down, wrong size',
  autoscale:
    'autoscale, autoscaling, auto scaling, scale by themselves, elastic, elasticity, fixed number, fixed size, static, pinned, pin, constant number, does not scale, do not scale, fixed worker, number of workers, neither grow nor shrink, grow or shrink, grow and shrink, cannot grow, cannot shrink, scale on demand, rigid, constant size, same size, pinned workers, hard coded workers, not scale',
  autostop:
    'auto stop, autostop, auto termination, autotermination, auto terminate, idle timeout, shut down, shutdown, turn off, switched off, never stop, never stops, run forever, always on, stay on, inactivity, no timeout, terminate by themselves, stop by themselves, turned off, power off, stay up forever, up forever, stays up, stay up, keep running, keeps running, keep going, run all night, nothing stops, nobody turns off, nobody stops, never shut, never shuts, never turned off, never turn off, never end, do not stop, does not stop, not stop by themselves, do not shut, no auto stop, without auto stop, shuts them down, autoterminate, switch off, left on, left running, infinite lifetime, idle shutdown',
  underused:
    'underused, under used, under utilised, underutilized, idle, idling, barely used, barely using, hardly used, hardly any, doing nothing, low cpu, low utilisation, low utilization, thumbs, loaf, loafing, bored, sit around, sitting around, twiddled, little to do, unused capacity, lazy, napping, dozing, twiddle, underemployed, low load, little load, little work, hardly work, hardly works, barely work, barely loaded, lightly loaded, low usage, less than a tenth, hardly busy, do little, does little, nearly empty, overpowered, unneeded, hardly needed',
  cpu: 'cpu, processor, memory, ram, cores, processor load',
  version:
    'version, versions, dbr, runtime version, databricks runtime, spark version, lts, old runtime, upgrade, upgraded, end of life, out of support, eol, obsolete runtime, spark runtime, ancient runtime, unsupported, deprecated, behind on runtime, spark versions, runtime versions, runtimes, old dbr, minimum runtime, runtime upgrade, outdated runtime, legacy runtime, old release, spark release',
  uptime:
    'uptime, running hours, powered on, turned on, hours on, switched on, cluster hours, start ups, started how often, hours running, was up, were up, start count, startups, number of starts, on time of, in operation, operating hours, alive, running hour, hours up, how long on, stays on, always on, up time, spun up, how long up',
  stale:
    'stale, staleness, out of date, old data, overdue, late, refresh, refreshed, refreshes, not updated, up to date, fresh, freshness, last update, last updated, behind schedule, missed refresh, aged, expired data, not been loaded, recency, delayed, frozen, froze, not refreshed, never refreshed, overdue tables, not arrived, has not arrived, did not arrive, did not update, stopped updating, no new data, no fresh data, out-of-date, up-to-date, lagging behind, lag behind, yesterday s data, not been updated, not been refreshed, waiting for data, currency, timeliness, missed update, missed its update, late data, latecomer, outdated, outdated tables, behind on data, falling behind, lags behind, outdated data',
  unhealthy:
    'unhealthy, bad data, bad shape, bad tables, problem table, problem tables, quality problem, quality issue, data quality, health, healthy, broken data, sick, poor quality, not pass, dirty, flawed, defective, quality check, quality checks, incidents of quality, ill, red tables, failing checks, fail their checks, failed checks, fail checks, failed the check, broken tables, quality incident, corrupt, corrupted, wrong data, untrustworthy, cannot trust, trust the data, sound, unsound, in good health, good shape',
  incomplete:
    'incomplete, incompleteness, complete, completeness, missing rows, fewer rows, row count, row counts, rows missing, less rows, not all rows, short of rows, lacks rows, rows than expected, expected volume, expected rows, short of records, records missing, missing records, fewer records, lacking rows, lacking records, too few rows, too few records, too little data, less data, lost rows, lose rows, thin, short on rows, short rows, partial, underfilled, missing data, minimum volume, row number, volume drop, came up short, fell short, all rows, all records, enough rows, all there, gaps',
  monitor:
    'monitor, monitored, monitoring, monitors, scan, scans, scanned, check, checks, checked, watch, watched, supervision, quality monitor, inspected, inspection, check-ups, verdict, inspections, inspect, quality scan, dqm, checkup',
  notmonitored:
    'unmonitored, not monitored, without monitoring, no monitoring, nobody checks, not watched, blind spot, blind spots, never scanned, uncovered, not covered, unwatched, not scanned, escape monitoring, not monitor, never monitored, never checked, nobody monitors, no scans, without scans, without a scan, without checks, not checked, no checks, set up scans, flying blind, not look at, never looked at, left unmonitored, outside monitoring, monitoring gap, monitoring gaps, unscanned, unchecked, does not watch, does not cover, not cover, w o any, without any data quality, without any monitoring',
  unused:
    'unused, not used, nobody uses, dead, abandoned, zombie, zombies, retire, retired, cleanup, clean up, archive, nobody reads, neither read, neither nor, no one reads, no reads, never read, no consumers, orphan, orphaned, no longer used, obsolete table, forgotten, dusty, decommission, untouched, no traffic, zero traffic, dead wood, gathering dust, dust, leftovers, lying around, no reads no writes, not touched, neither written, nothing touches, no activity, stand idle, not read, nobody touches, not in use, throw away, useless table',
  popular:
    'popular, hottest, hot, favourite, favorite, most read, most used, demand, in demand, most queried, beloved, most wanted, frequently read, most consulted, bestseller, bestsellers, shelf warmer, shelf warmers, most popular, hit parade, ranking by use, widely used, loved',
  read: 'read, reads, reading, readers, reader, select, consumed, consume, consumes, looked at, looking at, queried, open, opened, see, saw, seen, view, viewed, fetch, fetched, pull, pulled, pulling, peek, peeked, inspect, touched, touch, accessed, access, consult, consulted, reads from, looked into, look into, opened up, perused, glanced, scan by, browse, eyes on, peeking, look at, looks at, use the table, used the table, uses the table',
  write:
    'write, writes, writing, wrote, written, load, loads, loaded, update, updates, updated, insert, inserted, producer, producers, fill, fills, fed, ingest, populate, populates, writer, refills, written to, loads into, reload, reloaded, refilled, insert into, overwritten, feeder, loader, loaders',
  first:
    'first time, new reader, new readers, never before, never read before, for the first time, debut, newcomer, newcomers, first access, unseen, previously, until now, not seen before, new to, had never, has never, have never, never done so, never touched before, newly, new faces, fresh faces, stranger, first ever, first reads, never looked, for the very first, unprecedented, without precedent, no history',
  lineage:
    'lineage, provenance, origin, come from, comes from, derived, fed, source, sources, built from, upstream, parents, ancestor, ancestors, inputs, backwards, backward, back to, trace back, traced back, goes into, go into, gets built, get built, built on what, fed from, made from, made of, ingredients, ingredient, predecessors, predecessor, input tables, one step back, comes out of, supplies, supply, where from, originate, originates, what fills, filled from, go in, feeds this, feeds the, feed this, feeds it, feed the, feed it, what feeds, fed by',
  downstream:
    'downstream, depend, depends, dependent, dependents, dependants, consumers, impact, built on, on top of, children, descendants, break if, breaks if, blast radius, hit if, successor, successors, rely, relies, does it feed, do they feed, table feed, built from it, built on it, step forward, one step forward, forward, further down, flows into, flow into, flows to, goes to, go on to, ripple, ripple effect, consequences, collapse without, relies on, depends on, depend on, consume it, who consumes, consumer, what breaks, would break, break without, contaminated, come after, made out of it, is made from',
  complexity:
    'complex, complexity, complicated, entangled, many tables, most tables, fan in, fan out, sources and targets, moves data, move data, spaghetti, tangled, convoluted, intertwined, between the most, octopus, hairball, knotted, intricate, monster, tables at once, number of tables, touch the most tables, sources and sinks, in and out tables',
  personal:
    'personal, pii, personally identifiable, sensitive, confidential, gdpr, privacy, private data, personal information, customer data, personal data, sensitive data, identifiable, person related, people s data, customer details, private information, private details, pii columns, natural persons, dsgvo, phone numbers, email addresses, e mail addresses, social security, birth dates, credit card, ibans, customer names, classified columns, classified as, data classification',
  mask: 'mask, masks, masked, masking, unmasked, clear text, plain text, cleartext, plaintext, unprotected, obfuscated, anonymised, anonymized, exposed columns, redacted, in the clear, encrypted, unmasked columns, disguise, blurred, blur, scrambled, legible, naked, without mask, not masked, no mask, lack a mask, hashed',
  comment:
    'comment, comments, description, descriptions, documentation, documented, undocumented, describe, described, explains what, docs, wrote what, explanation, annotated, blurb, manual, no description, without description, without comment, no comment, uncommented, undescribed, written about, explain what, text that describes',
  maintenance:
    'maintenance, upkeep, optimize, optimise, optimization, optimisation, vacuum, vacuumed, compaction, compact, clustering, predictive, housekeeping, analyze, tidy, optimised, optimized, compacted, vacuums, predictive optimization, zorder, statistics collection, servicing, tidied',
  permission:
    'permission, permissions, grant, grants, granted, privilege, privileges, rights, acl, acls, entitlement, entitlements, access control, authorisation, authorization, entitled, authorisations, access rights, rights on, clearance, revoke, revoked, revokes, revoking, revocation, access list, access change, access changes, acl edit, right on, the right, right to',
  admin:
    'admin, admins, administrator, administrators, superuser, super user, superuser powers, root, elevated, elevation, escalation, promoted, god mode, administrative, administration, admins group, admin group, admin rights, workspace admin, account admin, metastore admin, elevated rights, full control, sysadmin, power user rights, powers',
  everybody:
    'everybody, everyone, all users, all account users, whole company, company wide, public, open to all, too broad, too wide, wide open, overly permissive, excessive, literally everyone, all employees, too generous, generous, too much access, any employee, every employee, every single employee, entire company, entire workforce, all staff, all and sundry, account users, all the users, too open, broad, broadly, unrestricted, exposed to all, visible to all, world readable, over privileged, overprivileged, blanket',
  denied:
    'deny, denied, denies, refuse, refused, refusals, refusal, reject, rejected, forbidden, no permission, not allowed, 403, 401, 403s, unauthorised, unauthorized, blocked from, turned away, insufficient, permission denied, access denied, knocked, bounced, bump, bumped, locked out, lock out, could not open, cannot open, lost access, rebuffed, rejections, rejection, refusing, turned down, shut out, knocked back, permission error, permission errors, access error, access errors, no access, not permitted, blocked access, got 403, insufficient privileges, no rights, without rights, without permission, denials, denial, closed to, in vain, is closed',
  login:
    'login, logins, log in, log ins, logon, sign in, sign ins, signin, authentication, authenticate, password, passwords, brute force, credentials, wrong password, logged in, log on, logging in, signing in, could not log in, cannot log in, mfa failed, log into, sign on, bad password, bad passwords, wrong passwords, authentications, signed in, break in, break ins, password guessing',
  address:
    'address, addresses, ip, ips, ip address, ip addresses, source ip, network, location, locations, host, country, networks, source address, source addresses, origin, origins, hosts, elsewhere, ip range, from where, subnet, geo, different place, strange place',
  shared:
    'shared, share the same, same address, same ip, several users, several accounts, multiple users, multiple accounts, many users, common, more than one user, more than one account, in common, jointly, share a connection, same origin, same network, same host, several people, multiple people, several identities, different accounts, different users, two users, two people, same machine, shares, sharing',
  burst:
    'burst, bursts, flood, flurry, spike of activity, short time, within one hour, single hour, one hour, sixty minutes, in an hour, per hour, storm, hammering, rapid, frenzy, within sixty, bursty, hourly peak, peak hour, busiest hour, per hr, an hour, sixty, in one hour, inside an hour, hammered, frantic, overdrive, wild, crammed, in a short time, short span, script like, eruption, eruptions',
  download:
    'download, downloads, downloaded, downloading, export, exports, exported, csv, excel, save to file, laptop, take home, spreadsheet, saved locally, laptops, result sets, csv export, file export, carry out, carries out, took home, take data out, walk out, usb, own machine, own machines, taken home',
  secret:
    'secret, secrets, secret scope, vault, credential, credentials, keys, stored password, key vault, secret store, secret scopes, getsecret, stored keys, key management, stored credentials, secretscope',
  bigread:
    'bytes, gigabytes, terabytes, gb read, data volume, exfiltration, exfiltrate, exfiltrated, leak, leaked, leaking, huge amounts, amounts of data, massive read, pull data, pulling data, extract, extraction, much data, data theft, steal, hoard, hoarding, siphon, data read, volume of data, more data, thief, data thief, exfil, gb by, scanned by each, gigabytes read, bytes read, gb each, read volume, whale, slurp, slurped, vacuuming, sucked, bulk, in bulk, hoovered, suspicious quantities, read more data, amount of data, copied data, copying data, appetite',
  audit:
    'audit, audited, audit log, audit trail, event, events, action, actions, log, logged, trail, security event, doing, deed, deeds, trace, footsteps, record of, user do, users do, user did, user done, users did, person do, person did, account do, account did, been up to, was up to, were up to, up to, employee do, colleague do, everything user, did user, doings, activity log, security log, happenings, moves, operations, operation',
  active:
    'active, activity, most active, busiest, online, busy users, clicks, clicks around, diligent, does the most, do the most, most events, most actions',
  score:
    'score, grade, rating, health score, out of 100, points, single number, one number, one figure, percent healthy, kpi, out of a hundred, one percentage, single percentage, composite, headline, report mark, points out of, health index, one mark, index of health',
  overview:
    'overview, summary, big picture, glance, status, state, general, briefing, how is the platform, how are we doing, report for management, how are things, executive, shape, state of things, in general, at a glance, lay of the land, bird s eye, nutshell, one pager, main figures, key figures, key metrics, main numbers, highlights, management summary, executive summary, key numbers, up to speed, all right, how everything',
  everything:
    'everything, all areas, across, all domains, every domain, platform wide, whole platform, each area, pulse, vital signs, end to end, each domain, all fields, any area, any domain, every area, all over, everywhere, in any, whichever area, across the board, whole thing, cross domain, warning signs, daily signals, vital sign',
  both: 'both, and also, as well as, at the same time both, together, combined, side by side, in one view, simultaneously both, on top of it, at once, on top, and still, and yet, both of, too, next to, beside, pricey and, costly and, dear and, expensive and, and slow, and failing',
  scorecard:
    'scorecard, report card, how does each team, compare teams, league table, how do teams, how well do teams, team report, teams fare, squads fare, benchmark, stack up, against each other, rank teams, per team cost and, team review, how well does each team, record of each team',
  footprint:
    'footprint, footprints, profile, usage profile, per user overview, everything a user, everything each user, mark each person leaves, all in all, uses the platform, use the platform, in every respect, across everything',
  after:
    'after, followed, follow, following, as a result, consequence, consequences, led to, leads to, resulted, in the wake, subsequent, because of, soon after, later, after a, after the, backfired, backfire, side effect, side effects, fallout, collateral, afterwards, since the change, so that',
  recent:
    'recent, recently, latest, newest, most recent, fresh failures, lately, just now, just failed, just broke, newest first, most recently, freshest, the last',
  single:
    'single, individual, individually, one by one, specific, one run, one execution, this one, particular run, a particular, single ones, specific run, individual ones',
  repeated:
    'repeated, recurring, repeatedly, same query, identical, over and over, cumulative, in total time, however often, added up, repetitive, keeps coming back, recurrent, sum up, sums up, add up, adds up, many executions, many times, thousands of times, constantly, identical queries, summed, cumulatively, accumulated, statement text, sql text, total time, again and again, query patterns, endlessly',
  heavy:
    'heavy, heaviest, hog, hogs, biggest consumer, intensive, hungry, greedy, query hours, big queries, gobble, gobbles, hogging, puts strain, strain on, devour, devours, biggest queries, noisy neighbour, most demanding, power users',
  node: 'node, nodes, worker, workers, node type, node types, instance type, instance types, driver node, cores, iron, vm type, machine type',
  ability:
    'who can, who may, can read, may read, can see, may see, can open, can write, can modify, can access, can query, may write, may modify, may do, could read, could open, allowed to, allowed, able to, entitled to, is entitled, are entitled, permitted to, has access, have access, has the right, have the right, holds, hold, has rights, have rights, authorised, in force, access to the table',
  schedule:
    'schedule, schedules, cron, cron expression, trigger, triggers, fires, fire, kick off, kicks off, kicked off, due, timer, next run, run next, scheduled to, planned, paused, unpause, time zone',
  age: 'how old, age, expire, expires, expired, expiring, expiry, lifetime, run out, renew, renewal, rotation, rotated, rotate',
  hardware:
    'temperature, disk space, free space, network latency, bandwidth, ping, packet loss, fan, voltage, iops, heat, power supply, hard drive, gpu, gpus, throughput, wifi, vpn, internet',
  content:
    'rows in, records in, rows of, preview, sample rows, ddl, data type, data types, distinct values, null, nulls, null values, duplicate, duplicates, value distribution, primary key, file size, in the table, rows does, rows has',
  howto:
    'how do i, how can i, how do you, how to, how would i, how should i, how do we, tutorial, manual, guide, best practice, step by step guide, example code, documentation, what is a, what is an, what does it mean, meaning, stand for, define, definition of, definition, explain how, what counts as',
  membership:
    'member of, members of, in the group, group members, list of users, list all users, all the users, how many users, users exist, users do we have, belong to the group, registered users, accounts do we have',
  setting:
    'setting, settings, configuration, configured, config, policy, policies, parameter, parameters, option, options, value set, set to, default, defaults',
  hypothetical:
    'what if, what would, would it, would the, if we, how would, could we save, suppose, imagine',
  foreign:
    'snowflake, bigquery, redshift, synapse, aws, amazon, ec2, s3, lambda, azure, gcp, google, kubernetes, k8s, docker, jira, confluence, github, gitlab, slack, salesforce, sap, oracle, postgres, mysql, mongodb, airflow, kafka, datadog, grafana, splunk, outlook, gmail, zoom, jenkins, terraform, fabric, teradata, hadoop, elasticsearch, okta, crowdstrike, iphone, printer',
  chat: 'weather, poem, joke, hello, hi, hey, thanks, thank, recipe, capital, football, movie, song, president, birthday, lunch, dinner, coffee, holiday, vacation, story, translate, essay, haiku, horoscope, love',
  waste:
    'waste, wasted, wasting, throw away, thrown away, down the drain, lost money, for nothing, in vain, useless, squander, squandered, sunk, evaporate, evaporated, evaporates, sunk cost, up in smoke, burnt for nothing, price of failure, thrown out, money lost',
};

/** Every word of the table as written. */
export const conceptWords: readonly string[] = Object.values(table).flatMap((words) =>
  words.split(/[\s,]+/),
);

/** The words and phrases of a concept as written; none for an unknown one. Pure. */
export const wordsOfConcept = (concept: string): readonly string[] =>
  (table[concept] ?? '')
    .split(',')
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '');

const longest = 4;
const conceptsOf = new Map<string, string[]>();
/** What phrases begin with: most words of a text begin none. */
const beginnings = new Set<string>();
for (const [concept, words] of Object.entries(table))
  for (const phrase of words.split(',')) {
    const stems = phrase.trim().split(' ').map(stem);
    const key = stems.join(' ');
    conceptsOf.set(key, [...new Set([...(conceptsOf.get(key) ?? []), concept])]);
    stems.forEach((_, index) => beginnings.add(stems.slice(0, index + 1).join(' ')));
  }

/**
 * The concepts that words and phrases of a text stand for, each once.
 *
 * @param stems Words without endings, in order.
 */
export function concepts(stems: readonly string[]): string[] {
  const found = new Set<string>();
  for (const [at, first] of stems.entries()) {
    let phrase = first;
    for (let length = 1; length <= longest && beginnings.has(phrase); length += 1) {
      for (const concept of conceptsOf.get(phrase) ?? []) found.add(concept);
      phrase = `${phrase} ${stems[at + length] ?? ''}`;
    }
  }
  return [...found];
}
