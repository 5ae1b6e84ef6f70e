/** The reference page's look, light or dark as the reader's system has it. */
export const pageStyle = `
:root { color-scheme: light dark;
  --ground: #fbfaf8; --card: #ffffff; --ink: #1c1b1a; --quiet: #66625d; --line: #e5e1db; --tint: #f3f0eb;
  --accent: #0b6e66; --code: #15302d; --codeink: #e6f1ef;
  --get: #0b6e66; --post: #9a4a00; --put: #5a45b0; --patch: #5a45b0; --delete: #b3261e; }
@media (prefers-color-scheme: dark) { :root {
  --ground: #141413; --card: #1c1b1a; --ink: #edeae6; --quiet: #a39e97; --line: #33302d; --tint: #252321;
  --accent: #6cc9bd; --code: #0d1a19; --codeink: #d9e8e5;
  --get: #6cc9bd; --post: #f0a768; --put: #b3a4f5; --patch: #b3a4f5; --delete: #f28b82; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1.5rem; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; }
a { color: var(--accent); text-decoration: none; } a:hover { text-decoration: underline; }
code, pre { font-family: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, monospace; font-size: .88em; }
code { background: var(--tint); border-radius: 4px; padding: .1em .35em; }
p { margin: .4em 0; }
.page { display: grid; grid-template-columns: 17.5rem minmax(0, 1fr); max-width: 96rem; margin: 0 auto; }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.75rem 1rem 2rem 1.5rem; border-right: 1px solid var(--line); font-size: .87rem; }
nav .brand { font-size: 1.1rem; font-weight: 650; letter-spacing: -.01em; }
nav .brand span { color: var(--quiet); font-weight: 400; font-size: .8rem; margin-left: .35rem; }
nav h2 { font-size: .72rem; text-transform: uppercase; letter-spacing: .07em; color: var(--quiet); margin: 1.4rem 0 .35rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li a { display: flex; gap: .5rem; align-items: baseline; padding: .14rem .4rem; margin-left: -.4rem; border-radius: 5px; color: var(--ink); }
nav li a:hover { background: var(--tint); text-decoration: none; }
nav .method { width: 2.7rem; font-size: .62rem; flex: none; }
main { padding: 2.25rem 2.5rem 6rem; min-width: 0; }
h1 { font-size: 2rem; letter-spacing: -.02em; line-height: 1.2; margin: 0 0 .35rem; }
.lead { color: var(--quiet); font-size: 1.05rem; max-width: 46rem; margin: 0 0 1.5rem; }
section.area { margin-top: 3.25rem; }
section.area > h2 { font-size: 1.4rem; letter-spacing: -.015em; margin: 0; }
section.area > p { color: var(--quiet); margin: .2rem 0 1.2rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem 1.4rem 1.4rem; margin-bottom: 1.25rem; }
.card > h3 { font-size: 1.05rem; margin: 0; display: flex; gap: .75rem; align-items: baseline; flex-wrap: wrap; }
.card > h3 .anchor { color: inherit; }
.address { display: flex; gap: .6rem; align-items: baseline; flex-wrap: wrap; margin: .5rem 0 .2rem; }
.address .path { font-size: .95rem; background: none; padding: 0; overflow-wrap: anywhere; }
.method { font: 700 .72rem/1 ui-monospace, Menlo, Consolas, monospace; letter-spacing: .03em; text-transform: uppercase; }
.get { color: var(--get); } .post { color: var(--post); } .put { color: var(--put); } .patch { color: var(--patch); } .delete { color: var(--delete); }
.roles { display: flex; gap: .35rem; flex-wrap: wrap; }
.role { font-size: .74rem; border: 1px solid var(--line); border-radius: 99px; padding: .05rem .6rem; color: var(--quiet); white-space: nowrap; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 30rem); gap: 1.75rem; margin-top: .75rem; }
.columns > * { min-width: 0; }
h4 { font-size: .72rem; text-transform: uppercase; letter-spacing: .07em; color: var(--quiet); margin: 1.2rem 0 .3rem; }
.columns h4:first-child { margin-top: .3rem; }
ul.fields { list-style: none; margin: 0; padding: 0; }
ul.fields ul.fields { margin: .35rem 0 .1rem .2rem; padding-left: .9rem; border-left: 2px solid var(--line); }
ul.fields li { padding: .36rem 0; border-top: 1px solid var(--line); }
ul.fields > li:first-child { border-top: 0; }
.field { display: flex; flex-wrap: wrap; gap: .2rem .65rem; align-items: baseline; }
.field .name { background: none; padding: 0; font-weight: 600; }
.type { font-size: .86rem; color: var(--quiet); } .type code { color: var(--ink); font-size: .8rem; }
.limit, .optional { font-size: .76rem; color: var(--quiet); } .limit { border-left: 1px solid var(--line); padding-left: .55rem; }
.optional { font-style: italic; }
.note { font-size: .88rem; max-width: 44rem; }
.variant { margin-top: .5rem; padding-left: .9rem; border-left: 2px solid var(--accent); }
.variant > p { font-size: .88rem; margin: 0; }
.named { font-size: .88rem; margin: 0 0 .2rem; }
details { margin: .3rem 0; } summary { cursor: pointer; color: var(--accent); font-size: .88rem; }
pre { background: var(--code); color: var(--codeink); border-radius: 9px; padding: .85rem 1rem; overflow-x: auto; line-height: 1.5; margin: .3rem 0 0; font-size: .8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; }
th { text-align: left; font-weight: 500; color: var(--quiet); font-size: .78rem; }
td, th { padding: .32rem .8rem .32rem 0; border-top: 1px solid var(--line); vertical-align: top; }
tr:first-child > * { border-top: 0; }
.codes td:first-child { white-space: nowrap; }
ol.rule { padding-left: 1.2rem; margin: .3rem 0; } ol.rule li { padding: .12rem 0; }
.status { font: 600 .8rem ui-monospace, Menlo, Consolas, monospace; }
.refused { display: flex; flex-wrap: wrap; gap: .3rem .9rem; font-size: .82rem; } .refused span { color: var(--quiet); }
@media (max-width: 75rem) { .columns { grid-template-columns: minmax(0, 1fr); gap: .2rem; } }
@media (max-width: 52rem) { .page { display: block; } nav { position: static; height: auto; max-height: 45vh; border-right: 0; border-bottom: 1px solid var(--line); } main { padding: 1.5rem 1rem 4rem; } .card { padding: 1rem; } }
@media print { nav { display: none; } .page { display: block; } .card { break-inside: avoid; } }
`
