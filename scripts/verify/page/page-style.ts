/**
 * The look of every page that is left for people: light and dark by the reader's setting, on paper as on a screen, and
 * nothing that colour alone says. Contrast is at least 4.5 to 1 in both (checked with axe-core).
 */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #ffffff; --ink: #1d1c1a; --soft: #57554f; --rule: #dcd8cf;
  --good: #1a6b41; --warn: #7d4e00; --bad: #a3271c; --tint: #f1efe9; --accent: #3c4d9c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #151619; --card: #1c1e22; --ink: #eceae4; --soft: #aeaba3; --rule: #35373d;
    --good: #7fd3a1; --warn: #efc374; --bad: #ff9f93; --tint: #24262b; --accent: #a9b6f5;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 0.94rem/1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.5rem 3rem; }
h1 { margin: 0; overflow-wrap: anywhere; font-size: 1.35rem; line-height: 1.3; font-weight: 600; letter-spacing: -0.01em; text-wrap: balance; }
h2 { margin: 2.25rem 0 0.75rem; font-size: 1.05rem; font-weight: 600; }
h3 { margin: 0; font-size: 0.95rem; font-weight: 600; }
p, ul, ol, dl, pre { margin: 0 0 0.75rem; }
.masthead { display: flex; justify-content: space-between; gap: 1rem; color: var(--soft); font-size: 0.85rem; margin-bottom: 1.5rem; }
.masthead b { color: var(--ink); font-weight: 600; }
.verdict { display: grid; grid-template-columns: auto 1fr; gap: 1.1rem; align-items: center; background: var(--card);
  border: 1px solid var(--rule); border-left: 5px solid var(--tone); border-radius: 10px; padding: 1.25rem 1.4rem; }
.good { --tone: var(--good); } .warn { --tone: var(--warn); } .bad { --tone: var(--bad); } .quiet { --tone: var(--soft); }
.seal { width: 3rem; height: 3rem; color: var(--tone); flex: none; }
.verdict p { margin: 0.3rem 0 0; color: var(--soft); }
.verdict .ink { color: var(--ink); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(13.5rem, 1fr)); gap: 0.9rem 1.5rem; margin: 1.25rem 0 0; }
.facts dt { color: var(--soft); font-size: 0.8rem; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
code, pre, .mono { font-family: ui-monospace, SFMono-Regular, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.86em; }
pre { background: var(--tint); border: 1px solid var(--rule); border-radius: 8px; padding: 0.7rem 0.9rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.chain { display: flex; list-style: none; padding: 0; margin: 0 0 0.9rem; }
.chain li { flex: 1 1 0; text-align: center; position: relative; font-size: 0.82rem; min-width: 0; }
.chain li + li::before { content: ""; position: absolute; top: 0.8rem; left: calc(-50% + 1rem); right: calc(50% + 1rem); border-top: 2px solid var(--rule); }
.chain li.quiet + li::before, .chain li + li.quiet::before { border-top-style: dotted; }
.mark { display: inline-grid; place-items: center; width: 1.6rem; height: 1.6rem; border-radius: 50%; border: 2px solid var(--tone);
  color: var(--tone); background: var(--card); font-weight: 700; font-size: 0.9rem; line-height: 1; }
.chain .name { display: block; margin-top: 0.25rem; font-weight: 600; }
.chain .state { display: block; color: var(--soft); }
.panel { background: var(--card); border: 1px solid var(--rule); border-radius: 10px; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.86rem; }
th, td { text-align: left; vertical-align: top; padding: 0.42rem 0.75rem; border-top: 1px solid var(--rule); overflow-wrap: anywhere; }
thead th { border-top: 0; color: var(--soft); font-weight: 500; background: var(--tint); }
tbody th { font-weight: 600; white-space: nowrap; overflow-wrap: normal; }
td small { display: block; color: var(--soft); font-size: 0.92em; }
.tight { white-space: nowrap; overflow-wrap: normal; }
.num { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.word { white-space: nowrap; color: var(--tone); font-weight: 500; }
.bad .word, .warn .word { font-weight: 700; }
.trouble { margin: 0 0 0.9rem; padding: 0.7rem 0.9rem; background: var(--card); border: 1px solid var(--rule); border-left: 4px solid var(--tone); border-radius: 8px; overflow-wrap: anywhere; }
.trouble p { margin: 0 0 0.3rem; }
.trouble dl { display: grid; grid-template-columns: auto 1fr; gap: 0.1rem 0.75rem; margin: 0.2rem 0; }
.trouble dt { color: var(--soft); } .trouble dd { margin: 0; white-space: pre-wrap; min-width: 0; }
.timeline { display: block; width: 100%; height: auto; padding: 0.5rem 0.75rem; }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 0 2rem; }
.two ul { padding-left: 1.1rem; } .two li { margin-bottom: 0.2rem; }
.soft { color: var(--soft); }
footer { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--rule); color: var(--soft); font-size: 0.82rem; overflow-wrap: anywhere; }
a { color: var(--accent); overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  .chain { flex-wrap: wrap; justify-content: flex-start; gap: 0.8rem 0; }
  .chain li { flex: 0 0 25%; }
  .chain li + li::before { content: none; }
  .masthead { flex-direction: column; gap: 0.2rem; }
}
@media print {
  :root {
    color-scheme: light;
    --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --rule: #bbb; --good: #0f5130; --warn: #5f3b00; --bad: #8a1c12; --tint: #f4f4f4; --accent: #26347a;
  }
  @page { size: A4; margin: 12mm 13mm; }
  html { font-size: 9.6px; }
  body { line-height: 1.32; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 1.4rem; } h2 { margin: 1rem 0 0.4rem; break-after: avoid; }
  .masthead { margin-bottom: 0.6rem; }
  .verdict { padding: 0.6rem 0.8rem; } .seal { width: 2rem; height: 2rem; }
  .facts { gap: 0.35rem 1rem; margin-top: 0.7rem; grid-template-columns: repeat(3, 1fr); }
  .facts div { display: flex; gap: 0.6rem; align-items: baseline; } .facts dt { flex: 0 0 5.5rem; }
  .chain { margin-bottom: 0.5rem; } .panel { border-radius: 4px; }
  th, td { padding: 0.16rem 0.4rem; } tr, .timeline, pre, .two > div, .trouble { break-inside: avoid; }
  pre { padding: 0.3rem 0.5rem; margin-bottom: 0.35rem; } p, ul, ol { margin-bottom: 0.35rem; }
  footer { margin-top: 0.8rem; padding-top: 0.4rem; }
}
`;
