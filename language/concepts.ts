import { stem } from './text.ts';

/**
 * What people call the things of a data platform: concept → words and phrases, separated by commas.
 * A word may belong to several concepts.
 */
const table: Readonly<Record<string, string>> = {
  money:
    'cost, spend, spending, spent, bill, bills, billing, invoice, dollar, dollars, usd, money, budget, price tag, expense, expenses, expenditure, pay, paid, paying, burn, burns, burned, burnt, burning, charge, charges, charged, eat, eats, eating, swallow, swallows, dbu, dbus, fee, financial, finance, cash, bucks, consumption, outlay, costing, worth',
  expensive:
    'expensive, costly, costliest, pricey, priciest, dear, dearest, dearer, costlier, pricier, money eater, money sink, money pit, biggest spender, burn most, eat most, high cost, top spender',
  price:
    'price, prices, pricing, priced, rate, rates, tariff, rate card, unit price, per dbu, price list, list price, unit cost, sticker price',
  discount:
    'discount, discounts, negotiated, contract, contractual, committed rate, commitment, agreement, deal, net price, effective price, account price, our own price, savings, save, rebate, list versus, gross',
  forecast:
    'forecast, predict, predicted, prediction, project, projected, projection, expect to pay, will we, going to, estimate, extrapolate, extrapolation, outlook, future, coming, upcoming, next month, heading, trajectory, run rate, end up',
  team: 'team, teams, squad, squads, department, departments, group, groups, crew, business unit, cost center, cost centre, tribe, unit, chapter, division',
  owner:
    'owner, owners, owned, owns, own, belongs, belong, whose, responsible, accountable, in charge, steward, stewards, maintainer, custodian, run as, behalf',
  person:
    'user, users, person, people, persons, colleague, colleagues, employee, employees, analyst, analysts, individual, individuals, staff, somebody, someone, anybody, anyone, everyone, nobody, guy, guys, folk, folks, engineer, engineers, human, humans, account, accounts, identity, identities, principal, who, member, members, contractor',
  robot:
    'service principal, service principals, service account, service accounts, technical user, technical users, technical account, technical accounts, machine identity, machine identities, bot, bots, robot, robots, spn, spns, sp, sps, non human, automation, application id, app id, machine user, automated account, headless, system account',
  workspace: 'workspace, workspaces, environment, environments, tenant, shard, site',
  product:
    'product, products, offering, offerings, service type, category, categories, kind of compute, usage type, type of usage, workload type, line of product',
  sku: 'sku, skus, stock keeping unit, line item, line items, billing item, article',
  serverless: 'serverless',
  tag: 'tag, tags, tagged, tagging, label, labels, labelled, labeled, labelling, custom tag, cost tag',
  untagged:
    'untagged, without tag, no tag, missing tag, lack tag, unlabelled, unlabeled, without label, no label, without a tag, without the tag, not tagged, unallocated, unattributed, unassigned, cannot be charged, forgot to tag, nobody put',
  share:
    'share, percent, percentage, portion, fraction, ratio, proportion, part, split, quota, percentages, mix, contribution, how much of',
  split:
    'split, breakdown, broken down, divide, divided, distribution, by each, decompose, decomposed, composed, made up, slice, separated, apportion, spread',
  total:
    'total, totals, overall, in all, altogether, sum, sums, in sum, aggregate, whole, entire, complete amount, grand total',
  rank: 'top, most, highest, biggest, largest, heaviest, ranking, rank, ranked, leaderboard, hit list, first place, worst, leading, major, greatest',
  least: 'least, lowest, bottom, smallest, poorest, weakest, minimum, fewest',
  daily:
    'day, days, daily, per day, each day, day by day, by day, every day, calendar day, date, dates, day to day, per calendar day, one day to the next',
  weekly:
    'week, weeks, weekly, per week, each week, week by week, week over week, wow, calendar week',
  monthly: 'month, months, monthly, per month, month to date, mtd',
  hourly:
    'hour of day, time of day, what time, which hour, hours of the day, clock, by hour, hour by hour, which hours, what hour, rush hour, small hours, when in the day, when during the day, certain hour, around the clock, hours of the clock, clock hour, hourly pattern, during the day, part of the day, o clock',
  night:
    'night, nights, nightly, nocturnal, overnight, dark, midnight, evening, evenings, early morning, after hours, out of hours, outside working, outside office, outside business, off hours, odd hours, odd times, late at night, after work, small hours, after dusk',
  weekend:
    'weekend, weekends, saturday, sunday, saturdays, sundays, non working, sat, sun, days off, business day, business days, weekday, weekdays, working day, working days',
  trend:
    'trend, trends, over time, develop, developed, development, evolve, evolved, evolution, curve, history, timeline, course, graph, plot, chart, series, progression, from day to day',
  compare:
    'compare, compared, comparing, comparison, versus, vs, against, than before, previous, prior, preceding, earlier period, period before, before and after, difference, delta, relative to, change from, than the, in contrast, same days, same point',
  rise: 'rise, rose, risen, increase, increased, increases, increasing, go up, went up, gone up, going up, grow, grew, growing, growth, growing, jump, jumped, climb, climbed, spike, surge, soar, shot up, explode, exploded, higher, more expensive than, pay more, spend more, up on, rising, inflation, pushed',
  fall: 'fall, fell, drop, dropped, drops, decrease, decreased, decline, shrink, shrank, shrunk, lower, fewer, less, lost, loses, dip, below expected, went down, cheaper, reduce, reduced',
  why: 'why, cause, caused, causes, causing, reason, reasons, driver, drivers, drove, drive, driving, behind, explain, explains, explanation, root cause, responsible for, blame, culprit, culprits, due to, made it, pushed, what happened, contributor, contributors, attribute, account for',
  unusual:
    'unusual, unusually, strange, strangest, weird, odd, abnormal, anomaly, anomalies, anomalous, outlier, outliers, spike, spikes, atypical, suspicious, out of line, out of the ordinary, extraordinary, off normal, deviate, deviates, deviation, deviations, sigma, stands out, stick out, surprising, far from normal, than usual, than normal, far more than, way more',
  usual:
    'usual, usually, normal, normally, typical, typically, median, average, on average, expected, expectation, regular, habitual, mean',
  change:
    'change, changed, changes, changing, modify, modified, modification, modifications, edit, edits, edited, alter, altered, alteration, update settings, adjust, adjusted, reconfigure, reconfigured, touched settings, reconfiguration, config change, tweak, tweaked, rename, renamed',
  correction:
    'correct, corrected, correction, corrections, retract, retracted, retraction, restate, restated, restatement, amend, amended, adjustment, adjustments, after the fact, retroactive, retroactively, afterwards, revised, revision, re booked, rebooked, backdated, rectified, later corrected, rewritten, undo',
  job: 'job, jobs, workflow, workflows, etl, batch, scheduled job, dag, dags, job definition, automation job, lakeflow job',
  run: 'run, runs, execution, executions, executed, job run, instance, instances, launch, launches, job runs, attempt',
  task: 'task, tasks, step, steps, task key, stage, stages, part of the job, individual task, sub step, inside the job, node of the job',
  pipeline:
    'pipeline, pipelines, dlt, delta live, delta live table, delta live tables, declarative pipeline, declarative pipelines, streaming pipeline, streaming, ingestion, sdp',
  query: 'query, queries, sql, statement, statements, select, selects, sql query',
  warehouse: 'warehouse, warehouses, sql warehouse, sql endpoint, sql compute, bi engine, dwh',
  cluster:
    'cluster, clusters, compute, compute resource, compute resources, machine, machines, node, nodes, worker, workers, vm, vms, server, instance type, all purpose, interactive',
  interactive:
    'all purpose, interactive, notebook, notebooks, exploration, development cluster, ad hoc cluster',
  endpoint:
    'endpoint, endpoints, serving, model, models, llm, llms, inference, ai model, deployed model, served model, genai, foundation model, chatbot, embedding',
  token: 'token, tokens, input tokens, output tokens, prompt tokens',
  accesstoken:
    'access token, access tokens, personal access token, personal access tokens, pat, pats, api token, api tokens, token creation, minted, api key, api keys',
  dashboard:
    'dashboard, dashboards, report page, lakeview, board, visualisation, visualization, bi report',
  application:
    'application, applications, app, apps, tool, tools, client, clients, program, software, tableau, power bi, powerbi, dbt, jdbc, odbc, driver, source application',
  table: 'table, tables, dataset, datasets, data set, data sets, relation, delta table, entity',
  column: 'column, columns, field, fields, attribute, attributes',
  schema: 'schema, schemas, database, databases, namespace',
  catalog: 'catalog, catalogs, catalogue, unity catalog, metastore',
  layer: 'layer, layers, medallion, bronze, silver, tier, tiers, stage of refinement',
  gold: 'gold, golden, business level, presentation layer, curated',
  fail: 'fail, fails, failed, failing, failure, failures, break, breaks, broke, broken, breaking, crash, crashes, crashed, crashing, error, errors, errored, red, unsuccessful, wrong, badly, blow up, blew up, die, died, dies, bomb, bombed, abort, fall over, fell over, trouble, collapse, not succeed, in error, bust, faulty, go wrong, went wrong, misfire',
  success:
    'success, successful, succeed, succeeded, succeeds, green, pass rate, went fine, go well, went well, fine, ok, clean, success rate, dependable, reliable, healthy runs',
  unreliable:
    'unreliable, flaky, flakiest, shaky, unstable, least reliable, least dependable, worst success, lowest success, undependable, brittle, wobbly, poorest success',
  reason:
    'reason, reasons, termination code, termination codes, error code, error codes, cause, causes, category of failure, kind of error, types of failure, classification of failures, code, codes',
  retry:
    'retry, retries, retried, retrying, re attempt, reattempt, automatic retry, auto retry, again and again, try again, tries again, repeated attempt, repeated attempts, restart themselves, retry policy, second attempt, several attempts, over and over',
  repair:
    'repair, repairs, repaired, repairing, fix, fixed, rescued, rescue, mended, rerun by hand, manual rerun, patched up, resuscitated',
  cancel:
    'cancel, cancels, cancelled, canceled, cancelling, cancellation, abort, aborted, stopped by, killed, kill, called off, manually stopped, interrupted, terminated by user, pulled the plug, stopped manually, stopped by hand, halted',
  skipped:
    'skip, skipped, block, blocked, never started, not started, did not start, did not begin, never ran, pass over, passed over, missed schedule, did not take place, never executed, left out, not launched, dropped, prevented, omitted, suppressed',
  silent:
    'silent, dormant, asleep, no runs, not run, without run, stopped running, have not run, has not run, did not run, idle job, quiet, inactive, sleeping, hibernating, no execution, zero runs, not executed, gone quiet, not done so, no activity, not produced a run, vanished',
  now: 'now, right now, currently, current, at the moment, at present, presently, in progress, ongoing, still, live, in flight, this minute, unfinished, not finished, as we speak, open, underway',
  duration:
    'duration, durations, long, longer, longest, run time, runtime, run times, running time, take, takes, took, taking, time needed, minutes, seconds, how long, elapsed, last, lasts, lasted, time spent, needs, length, execution time',
  slow: 'slow, slower, slowest, sluggish, slowness, slowed, drag, dragged, crawl, crawling, ages, lag, lags, lagging, wait for, waiting for, slow down, slowdown, degrade, degraded, degrading, worse performance, getting worse, got worse, snail, long running, laggy',
  fast: 'fast, faster, speed, quick, quickly, snappy, improving, performance, response time, response times, latency, responsive, latencies',
  percentile:
    'percentile, percentiles, p50, p90, p95, p99, quantile, quantiles, median, tail, 95th, 99th',
  sla: 'sla, slas, in time, on time, too late, deadline, time limit, service level, agreed, within the limit, within time, punctual, punctuality, cutoff, allowed time, target time, met target, promised',
  cache:
    'cache, cached, caches, caching, cache hit, stored result, stored results, reuse, reuses, reused, recompute, recomputed',
  spill:
    'spill, spills, spilled, spilling, spillers, spillage, overflow, memory overflow, to disk, out of memory, local disk',
  prune:
    'prune, pruned, pruning, data skipping, skip files, skipped files, file skipping, files read, unnecessary files, partition filter, z order, scan too many, full scan',
  wait: 'wait, waits, waiting, waited, queue, queues, queued, queueing, queuing, in line, slot, slots, capacity, congested, congestion, pile up, piled up, jam, stand in line, bottleneck, backlog, hold up, traffic jam',
  load: 'load, loaded, overloaded, overload, busy, busiest, utilization, utilisation, saturated, saturation, pressure, strain, keeping up, keep up, at the limit, stressed, hot, hammered, usage level',
  concurrent:
    'concurrent, concurrency, concurrently, simultaneous, simultaneously, parallel, in parallel, same time, at once, overlap, overlapped, overlapping, side by side, at the same moment',
  count:
    'number, count, how many, amount, counts, volume, quantity, frequency, how often, often, times, tally, counted, numbers',
  size: 'size, sizes, sizing, sized, resize, resized, bigger, smaller, too small, too big, too large, oversized, undersized, over provisioned, under provisioned, right size, rightsizing, t shirt, scale up, scale down, dimension, dimensioned, dimensioning, upsize, downsize, shrink or grow, fit, dimensions',
  autoscale:
    'autoscale, autoscaling, auto scaling, scale by themselves, elastic, elasticity, fixed number, fixed size, static, pinned, pin, constant number, does not scale, do not scale, fixed worker, number of workers',
  autostop:
    'auto stop, autostop, auto termination, autotermination, auto terminate, idle timeout, shut down, shutdown, turn off, switched off, never stop, never stops, run forever, always on, stay on, inactivity, no timeout, terminate by themselves, stop by themselves, turned off, power off',
  underused:
    'underused, under used, under utilised, underutilized, idle, idling, barely used, barely using, hardly used, hardly any, doing nothing, low cpu, low utilisation, low utilization, thumbs, loaf, loafing, bored, wasted, half empty, sit around, sitting around, twiddled, little to do, unused capacity, lazy',
  cpu: 'cpu, processor, memory, ram, cores, processor load',
  version:
    'version, versions, dbr, runtime version, databricks runtime, spark version, release, lts, outdated, old runtime, legacy, upgrade, upgraded, end of life, out of support, eol, obsolete runtime, spark runtime',
  uptime:
    'uptime, up, running hours, powered on, turned on, hours on, switched on, cluster hours, start ups, starts, started how often, hours running, online',
  stale:
    'stale, staleness, outdated, out of date, old data, overdue, late, refresh, refreshed, refreshes, not updated, up to date, fresh, freshness, last update, last updated, behind, behind schedule, missed refresh, aged, expired data, not been loaded, recency, current data, delayed',
  unhealthy:
    'unhealthy, bad data, bad shape, bad tables, problem table, problem tables, quality problem, quality issue, data quality, health, healthy, broken data, sick, poor quality, not pass, dirty, flawed, defective, quality check, quality checks, incidents of quality, ill',
  incomplete:
    'incomplete, incompleteness, complete, completeness, missing rows, fewer rows, row count, row counts, rows missing, half empty, volume, less rows, not all rows, short of rows, lacks rows, rows than expected, expected volume, expected rows',
  monitor:
    'monitor, monitored, monitoring, monitors, scan, scans, scanned, check, checks, checked, watch, watched, observed, supervision, quality monitor, look at, inspected, inspection',
  notmonitored:
    'unmonitored, not monitored, without monitoring, no monitoring, nobody checks, not watched, blind spot, blind spots, never scanned, uncovered, not covered, unwatched, not scanned, escape monitoring',
  unused:
    'unused, not used, nobody uses, dead, abandoned, zombie, zombies, retire, retired, drop, delete, cleanup, clean up, archive, nobody reads, neither read, neither nor, no one reads, no reads, never read, no consumers, orphan, orphaned, no longer used, obsolete table, forgotten, dusty, decommission, untouched',
  popular:
    'popular, hottest, hot, favourite, favorite, most read, most used, demand, in demand, most queried, beloved, most wanted, frequently read',
  read: 'read, reads, reading, readers, reader, select, consumed, consume, consumes, look at, looked at, looking at, queried, open, opened, see, saw, seen, view, viewed, fetch, fetched, pull, pulled, pulling, peek, peeked, inspect, touched, touch, accessed, access, used',
  write:
    'write, writes, writing, wrote, written, load, loads, loaded, update, updates, updated, modify, insert, inserted, producer, producers, fill, fills, fed, ingest, populate, populates, writer, refills',
  first:
    'first time, new reader, new readers, never before, never read before, for the first time, debut, newcomer, newcomers, first access, unseen, previously, until now, not seen before, new to',
  lineage:
    'lineage, provenance, origin, come from, comes from, derived, feeds, feed, fed, source, sources, built from, upstream, parents, ancestor, ancestors, inputs, flow, flows into',
  downstream:
    'downstream, depend, depends, dependent, dependents, dependants, consumers, impact, affected, built on, on top of, children, descendants, break if, breaks if, blast radius, hit if, successor, successors, use it, rely, relies',
  complexity:
    'complex, complexity, complicated, entangled, many tables, most tables, fan in, fan out, sources and targets, moves data, move data, spaghetti, tangled, convoluted, intertwined, between the most',
  personal:
    'personal, pii, personally identifiable, sensitive, confidential, gdpr, privacy, private data, personal information, customer data, personal data, classified, classification, sensitive data, identifiable',
  mask: 'mask, masks, masked, masking, unmasked, clear text, plain text, cleartext, plaintext, unprotected, obfuscated, anonymised, anonymized, exposed columns, protected, redacted, in the clear, hidden, encrypted, readable',
  comment:
    'comment, comments, description, descriptions, documentation, documented, undocumented, describe, described, explains what, docs, wrote what, explanation, annotated',
  maintenance:
    'maintenance, upkeep, optimize, optimise, optimization, optimisation, vacuum, vacuumed, compaction, compact, clustering, predictive, housekeeping, analyze, tidy',
  permission:
    'permission, permissions, grant, grants, granted, privilege, privileges, right, rights, acl, acls, entitlement, entitlements, access control, role, roles, allowed, authorisation, authorization, entitled',
  admin:
    'admin, admins, administrator, administrators, superuser, super user, superuser powers, root, elevated, elevation, escalation, promoted, god mode, administrative, administration',
  everybody:
    'everybody, everyone, all users, all account users, whole company, company wide, anyone, anybody, public, open to all, too broad, too wide, wide open, overly permissive, excessive, literally everyone, all employees, too generous, generous, too much access, broad',
  denied:
    'deny, denied, denies, refuse, refused, refusals, refusal, reject, rejected, forbidden, no permission, not allowed, 403, 401, 403s, unauthorised, unauthorized, blocked from, turned away, insufficient, permission denied, access denied, knocked, bounced, bump, bumped, locked out, lock out, could not open, cannot open, lost access, rebuffed',
  login:
    'login, logins, log in, log ins, logon, sign in, sign ins, signin, authentication, authenticate, password, passwords, brute force, credentials, wrong password, logged in, log on',
  address:
    'address, addresses, ip, ips, ip address, ip addresses, source ip, network, location, locations, host, place, places, country',
  shared:
    'shared, share the same, same address, same ip, several users, several accounts, multiple users, multiple accounts, many users, common, more than one user, more than one account, in common, jointly',
  burst:
    'burst, bursts, flood, flurry, spike of activity, short time, within one hour, single hour, one hour, sixty minutes, in an hour, per hour, storm, hammering, rapid, mass, concentrated, frenzy, within sixty',
  download:
    'download, downloads, downloaded, downloading, export, exports, exported, csv, excel, save to file, laptop, take home, spreadsheet',
  secret:
    'secret, secrets, secret scope, vault, credential, credentials, keys, stored password, key vault',
  bigread:
    'bytes, gigabytes, terabytes, gb read, data volume, exfiltration, exfiltrate, exfiltrated, leak, leaked, leaking, huge amounts, amounts of data, massive read, pull data, pulling data, extract, extraction, much data, data theft, steal, hoard, hoarding, siphon, data read, volume of data, more data',
  audit:
    'audit, audited, audit log, audit trail, event, events, action, actions, log, logged, trail, security event, activity, activities, doing, doings, did, do, done, up to, deed, deeds, trace, footsteps, record of',
  active:
    'active, activity, most active, busiest, working, work, works, worked, online, busy users',
  score:
    'score, grade, rating, mark, index, health score, out of 100, points, single number, one number, one figure, percent healthy, kpi',
  overview:
    'overview, summary, big picture, glance, status, state, situation, general, briefing, how is the platform, how are we doing, report for management, how are things, executive, shape, state of things',
  everything:
    'everything, all areas, across, all domains, every domain, platform wide, anything, whole platform, each area, pulse, vital signs, end to end, signals',
  both: 'both, and also, as well as, at the same time both, together, combined, either, side by side, in one view, plus, simultaneously both',
  scorecard:
    'scorecard, report card, how does each team, compare teams, league table, how do teams, how well do teams, team report, teams fare, squads fare',
  footprint:
    'footprint, footprints, profile, usage profile, per user overview, everything a user, everything each user, traces',
  after:
    'after, followed, follow, following, as a result, consequence, consequences, led to, leads to, then, resulted, in the wake, subsequent, because of',
  recent: 'recent, recently, latest, newest, last, most recent, fresh failures, lately, just',
  single: 'single, individual, individually, one by one, each, particular, specific, certain, one',
  repeated:
    'repeated, recurring, repeatedly, same query, identical, over and over, again, frequently, cumulative, in total time, however often, added up, repetitive, keeps coming back, patterns',
  heavy:
    'heavy, heaviest, hog, hogs, strain, biggest consumer, most load, intensive, hungry, greedy, query hours, big queries',
  foreign:
    'snowflake, bigquery, redshift, synapse, aws, amazon, ec2, s3, lambda, azure, gcp, google, kubernetes, k8s, docker, jira, confluence, github, gitlab, slack, salesforce, sap, oracle, postgres, mysql, mongodb, airflow, kafka, datadog, grafana, splunk, outlook, gmail, zoom, jenkins, terraform, fabric, teradata, hadoop, elasticsearch, okta, crowdstrike, iphone, printer',
  chat: 'weather, poem, joke, hello, hi, hey, thanks, thank, recipe, capital, football, movie, song, president, birthday, lunch, dinner, coffee, holiday, vacation, story, translate, essay, haiku, horoscope, love',
  waste:
    'waste, wasted, wasting, throw away, thrown away, down the drain, lost money, for nothing, in vain, useless, squander, squandered, lose, sunk',
};

/** Every word of the table as written. */
export const conceptWords: readonly string[] = Object.values(table).flatMap((words) =>
  words.split(/[\s,]+/),
);

const longest = 4;
const conceptsOf = new Map<string, string[]>();
for (const [concept, words] of Object.entries(table))
  for (const phrase of words.split(',')) {
    const key = phrase.trim().split(' ').map(stem).join(' ');
    conceptsOf.set(key, [...new Set([...(conceptsOf.get(key) ?? []), concept])]);
  }

/**
 * The concepts that words and phrases of a text stand for, each once.
 *
 * @param stems Words without endings, in order.
 */
export function concepts(stems: readonly string[]): string[] {
  const found = new Set<string>();
  for (let at = 0; at < stems.length; at += 1)
    for (let length = 1; length <= longest; length += 1)
      for (const concept of conceptsOf.get(stems.slice(at, at + length).join(' ')) ?? [])
        found.add(concept);
  return [...found];
}
