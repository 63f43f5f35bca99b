/** The style of a report, in light and dark. */
export const pageStyle = `
:root { color-scheme: light dark; --good: #1a7f37; --bad: #cf222e; --open: #9a6700; --line: #8886; }
body { font: 14px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: .5rem 0 1.5rem; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .6rem; text-align: left; vertical-align: top; }
td { font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.passed, li.pass b { color: var(--good); }
.failed, li.fail b, li.error b { color: var(--bad); }
.notEnoughData, li.notRun b { color: var(--open); }
.none { opacity: .4; }
svg rect { fill: var(--good); } svg rect.failed { fill: var(--bad); } svg rect.notEnoughData { fill: var(--open); }
svg line { stroke: currentColor; } svg line.bar { stroke-width: 2; } svg line.interval { opacity: .6; }
svg polyline { fill: none; stroke: var(--good); stroke-width: 2; }
`;
