/** Style of every page: light and dark, narrow and wide, and on paper. */
export const STYLE = `
:root { color-scheme: light dark; background: Canvas; color: CanvasText; --line: #8886; --accent: #0b6b53; --bad: #a8231c; --seen: #7a4b00; }
@media (prefers-color-scheme: dark) { :root { --accent: #6fd3b5; --bad: #ff8a80; --seen: #f0b860; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1.5rem; }
h1 { margin: 0; letter-spacing: -.02em; }
h2 { margin: 2.5rem 0 .5rem; font-size: 1.2rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
h3 { margin: 1rem 0 .25rem; font-size: 1rem; }
.lead { margin: .25rem 0 1.5rem; }
.figures { display: flex; flex-wrap: wrap; gap: 1rem; padding: 0; list-style: none; }
.figures li { flex: 1 1 12rem; border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; }
.figures b { display: block; font-size: 1.6rem; color: var(--accent); }
.scroll { overflow-x: auto; position: relative; }
code, li, p, h3, summary { overflow-wrap: anywhere; }
.changes { list-style: none; padding: 0; }
.changes li { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .75rem; margin: .5rem 0; }
details { margin: .5rem 0; }
summary { cursor: pointer; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); }
pre { font: .8rem/1.25 ui-monospace, monospace; }
.breaks { overflow-wrap: anywhere; }
pre.breaks { white-space: pre-wrap; }
code { font: .85rem/1.4 ui-monospace, monospace; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .25rem 1.5rem; margin: 1rem 0; font-size: .9rem; }
.facts dt { opacity: .75; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.contents { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; font-size: .9rem; }
a { color: var(--accent); }
#finder label { display: block; font-size: .9rem; }
#finder input { font: inherit; width: min(28rem, 100%); padding: .35rem .5rem; box-sizing: border-box; border: 1px solid GrayText; border-radius: .35rem; background: Field; color: FieldText; }
.hid { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap; }
.good { color: var(--accent); }
.bad { color: var(--bad); font-weight: 600; }
.small { font-size: .85rem; opacity: .8; }
.claims { list-style: none; padding: 0; font-size: .9rem; }
.claims > li { border-bottom: 1px solid var(--line); padding: .4rem 0; }
.claims > li:target, .refuted:target { outline: 2px solid var(--accent); outline-offset: .25rem; }
.guard { margin: .2rem 0 .2rem 1rem; font-size: .85rem; overflow-wrap: anywhere; }
.grid { width: auto; }
.grid th span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; }
.grid thead th { vertical-align: bottom; }
.grid td, .grid tbody th { padding: .15rem .6rem .15rem 0; }
.grid tbody th { font: .85rem/1.4 ui-monospace, monospace; position: sticky; left: 0; background: Canvas; padding-right: 1rem; }
.grid .yes { color: var(--accent); font-weight: 700; }
.grid .wide { min-width: 30rem; }
.drawing { font: 13px system-ui, sans-serif; display: block; }
.drawing text { fill: currentColor; }
.drawing .group { font-weight: 700; }
.drawing .lane-name { font-weight: 600; font-size: 12px; }
.drawing .small { font-size: 11px; }
.drawing .lane { fill: var(--accent); opacity: .13; }
.drawing .lane.open { fill: var(--bad); opacity: .25; }
.drawing .way { stroke: var(--accent); stroke-width: 1.5; opacity: .55; }
.drawing .read { fill: var(--accent); }
.drawing .on-read { fill: Canvas; font-size: 11px; font-weight: 700; }
.drawing .wall { fill: CanvasText; }
.drawing .on-wall { fill: Canvas; font-size: 12px; font-weight: 700; letter-spacing: .04em; }
.drawing .sign { font-size: 16px; font-weight: 700; }
.drawing .k-open, .k-open { fill: var(--bad); color: var(--bad); font-weight: 700; }
.drawing .k-seen, .k-seen { fill: var(--seen); color: var(--seen); font-weight: 700; }
.k-read { color: var(--accent); }
.key { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; font-size: .85rem; }
.words { padding-left: 1.2rem; font-size: .9rem; }
.words > li { margin: .5rem 0; }
.refuted { border: 2px solid var(--bad); border-radius: .5rem; padding: 0 1rem .5rem; margin: 1rem 0; break-inside: avoid; }
.path { list-style: none; padding: 0; margin: .75rem 0; }
.path li { position: relative; border: 1px solid GrayText; border-radius: .4rem; padding: .4rem .75rem; margin: 0 0 1.6rem; }
.path li:not(:last-child)::after { content: '↓'; position: absolute; left: 1.2rem; bottom: -1.55rem; font-weight: 700; }
.path .by { display: block; font-size: .85rem; }
.path .cut { border: 2px dashed var(--bad); }
.path .mark { display: block; color: var(--bad); }
.advice li { overflow-wrap: anywhere; }
.path .data { background: var(--bad); color: Canvas; margin-bottom: 0; }
[hidden] { display: none !important; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, #finder { display: none; }
  .scroll { overflow: visible; }
  details::details-content { content-visibility: visible; block-size: auto; }
  tr, .claims > li, .figures li { break-inside: avoid; }
  .drawing { max-width: 100%; height: auto; }
  .grid tbody th { position: static; }
}
`;
