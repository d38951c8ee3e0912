#include <string>
#include <string_view>

#include "parley/views/chart.h"
#include "parley/views/report_parts.h"

namespace parley::views {
namespace {

// How the marks of a chart look, within a page and in a file of its own.
constexpr std::string_view kMarks = R"css(svg text { font:12px var(--sans); fill:var(--soft) }
svg .axis { stroke:var(--line) } svg .base { stroke:var(--strong) }
.k1 { --k:var(--c1) } .k2 { --k:var(--c2) } .k3 { --k:var(--c3) } .k4 { --k:var(--c4) } .k5 { --k:var(--c5) }
.k6 { --k:var(--c6) }
svg .mark { fill:var(--k); stroke:var(--k); stroke-width:1.5 }
svg .hollow { fill:var(--paper); stroke:var(--k); stroke-width:1.8 }
svg .reach { stroke:var(--k); stroke-width:2; fill:none }
svg .path { stroke:var(--k); stroke-width:1.2; fill:none; opacity:.6 }
svg .clash { fill:var(--refuse-w); stroke:var(--refuse); stroke-dasharray:3 3 }
svg .tell { fill:var(--ink); paint-order:stroke; stroke:var(--paper); stroke-width:4px; stroke-linejoin:round }
svg .bar-mark { fill:var(--c1) } svg .bar-mark.other { fill:var(--c2) }
)css";

}  // namespace

std::string_view chart_style() {
  // The colours of the page by day.
  static const std::string style =
      std::string(
          R"css(svg { --paper:#fbfaf6; --ink:#1c1e22; --soft:#575c64; --line:#e4e0d6; --strong:#c9c4b8;
--refuse:#a3312b; --refuse-w:#faebe9; --sans:"Noto Sans","DejaVu Sans",sans-serif;
--c1:#1b5e9e; --c2:#b4530a; --c3:#2b7a4b; --c4:#8a3a8f; --c5:#9c2f2f; --c6:#5a5f10; background:#fbfaf6 }
)css") +
      std::string(kMarks);
  return style;
}

std::string_view report_style() {
  static const std::string style =
      std::string(R"css(
:root { color-scheme: light dark;
--paper:#fbfaf6; --sheet:#fff; --ink:#1c1e22; --soft:#575c64; --line:#e4e0d6; --strong:#c9c4b8;
--link:#1b4f83; --wash:#f3f0e8; --give:#1d6b45; --give-w:#e7f3ec; --refuse:#a3312b; --refuse-w:#faebe9;
--ask:#7d5300; --ask-w:#f8f0dc; --open:#4d535c; --open-w:#eeeff1; --at:#fbe9a6;
--c1:#1b5e9e; --c2:#b4530a; --c3:#2b7a4b; --c4:#8a3a8f; --c5:#9c2f2f; --c6:#5a5f10;
--sans: Inter,"Segoe UI","Helvetica Neue","Noto Sans","DejaVu Sans",system-ui,sans-serif;
--serif: "Source Serif 4","Iowan Old Style",Charter,"Noto Serif","DejaVu Serif",Georgia,serif; }
@media screen and (prefers-color-scheme: dark) { :root {
--paper:#16181b; --sheet:#1d2024; --ink:#e8e5de; --soft:#a9adb4; --line:#31353b; --strong:#474c54;
--link:#9cc4ee; --wash:#24282d; --give:#86d3ab; --give-w:#1b3328; --refuse:#f2a39c; --refuse-w:#3d2321;
--ask:#e8c078; --ask-w:#38301d; --open:#b7bcc4; --open-w:#2a2e34; --at:#5a4a12;
--c1:#7db8f0; --c2:#f2a65e; --c3:#7fd0a0; --c4:#dd9be2; --c5:#f09a94; --c6:#cfd26a; } }
*,::before,::after { box-sizing:border-box }
html { font-size:15px; scroll-padding-top:1rem }
body { margin:0 auto; max-width:76rem; padding:2.5rem 1.5rem 4rem; background:var(--paper); color:var(--ink);
font:1rem/1.5 var(--sans) }
a { color:var(--link); text-decoration-thickness:1px; text-underline-offset:.18em }
:focus-visible { outline:2px solid var(--link); outline-offset:2px }
h1 { font:600 2.1rem/1.2 var(--serif); margin:.1rem 0 .3rem; letter-spacing:-.01em }
h2 { font:600 1.45rem/1.25 var(--serif); margin:0 0 .6rem }
h3 { font:600 1rem/1.35 var(--sans); margin:0 0 .4rem }
p { margin:0 0 .7rem }
.kicker { color:var(--soft); font-size:.87rem; margin:0 }
.facts { color:var(--soft) } .hush,.none { color:var(--soft) } .none { font-size:.82rem }
.about { color:var(--soft); max-width:72ch }
nav ul { list-style:none; display:flex; flex-wrap:wrap; gap:.2rem 1.2rem; margin:1rem 0 0; padding:.7rem 0 0;
border-top:1px solid var(--strong) }
section { margin:2.6rem 0 0; padding-top:1.2rem; border-top:2px solid var(--ink) }
.two { display:grid; grid-template-columns:minmax(0,1.4fr) minmax(0,1fr); gap:1.5rem 3rem }
ul.plain { list-style:none; margin:0; padding:0 }
.saying { padding:.5rem 0; border-bottom:1px solid var(--line) }
.say,.words,.q { font-family:var(--serif); color:inherit; text-decoration:none }
.say { display:block; font-size:1.05rem; line-height:1.42 }
a.say:hover,a.words:hover,a.q:hover { text-decoration:underline; text-decoration-color:var(--link) }
a.q { border-bottom:1px solid var(--strong) } a.q:hover { border-color:transparent }
.meta { display:block; font:.83rem/1.4 var(--sans); color:var(--soft) }
.verb { color:var(--soft) }
.wide { overflow-x:auto; margin:0 0 1.4rem }
table { border-collapse:collapse; width:100%; font-size:.93rem }
caption { text-align:left; font:600 1rem/1.3 var(--sans); padding:.9rem 0 .4rem }
.pair caption,#said caption,#actors caption,.vis-hidden { position:absolute; width:1px; height:1px; overflow:hidden; clip-path:inset(50%) }
th,td { text-align:left; vertical-align:top; padding:.42rem .8rem .42rem 0; border-bottom:1px solid var(--line) }
thead th { font-weight:600; font-size:.82rem; color:var(--soft); border-bottom-color:var(--strong) }
tbody th { font-weight:600 }
.num { font-variant-numeric:tabular-nums; white-space:nowrap }
.tag { display:inline-block; font:600 .78rem/1.5 var(--sans); padding:0 .4rem; border-radius:3px;
white-space:nowrap; color:var(--open); background:var(--open-w) }
.tag.give { color:var(--give); background:var(--give-w) }
.tag.refuse { color:var(--refuse); background:var(--refuse-w) }
.tag.ask { color:var(--ask); background:var(--ask-w) }
.matrix { table-layout:fixed; min-width:52rem }
.matrix th:first-child { width:7rem }
.matrix thead th { color:var(--ink); font-size:.9rem; vertical-align:bottom }
.matrix td { padding:.45rem .7rem .55rem 0; overflow-wrap:break-word }
.matrix .tag { white-space:normal }
.matrix .words { display:block; font-size:.97rem; line-height:1.35; margin:.2rem 0 .1rem }
.series { border-top:1px solid var(--strong); padding:.9rem 0 1rem }
.series .pair { display:grid; grid-template-columns:minmax(0,1.15fr) minmax(0,1fr); gap:.5rem 2rem; align-items:start }
svg { max-width:100%; height:auto; display:block }
)css") +
      std::string(kMarks) +
      R"css(.key { display:inline-block; width:.9rem; height:.9rem; vertical-align:-.1rem; margin-right:.35rem }
.clash-note { border-left:3px solid var(--refuse); padding:.1rem 0 .1rem .7rem }
.days { display:grid; grid-template-columns:10rem minmax(0,1fr); margin:1.2rem 0 }
.days dt { padding:.6rem 1rem .6rem 0; font-weight:600; border-top:1px solid var(--line);
font-variant-numeric:tabular-nums }
.days dd { margin:0; padding:.4rem 0; border-top:1px solid var(--line) }
.days dd > div { padding:.22rem 0 }
.texts { columns:2 26rem; column-gap:3.5rem }
article { max-width:44rem; margin:0 0 1.6rem; padding-top:1rem; border-top:1px solid var(--strong) }
article h3,article p.meta { break-after:avoid }
article h3 { font:600 1.2rem/1.3 var(--serif); margin:0 0 .1rem }
article p { font:1.05rem/1.6 var(--serif) } article p.meta { font:.83rem/1.4 var(--sans); margin-bottom:.6rem;
overflow-wrap:anywhere }
article p.headline { font-weight:600 } .caption,.byline,.credit { color:var(--soft) }
.e { text-decoration:underline; text-decoration-color:var(--strong); text-underline-offset:.22em;
text-decoration-thickness:1px }
sup { font:.68rem/1 var(--sans); margin-left:.15rem } sup a { color:var(--soft); text-decoration:none }
:target { background:var(--at) }
section:target,article:target,.series:target { background:none }
article:target h3,.series:target h3 { background:var(--at) }
footer { margin-top:3rem; padding-top:.8rem; border-top:1px solid var(--line); color:var(--soft);
font-size:.83rem; overflow-wrap:anywhere }
@media (max-width:56rem) { .two,.series .pair { grid-template-columns:minmax(0,1fr) }
.days { grid-template-columns:minmax(0,1fr) } .days dd { border-top:0; padding-top:0 } }
@media print { html { font-size:10.5px } body { max-width:none; padding:0; background:none }
:root { --paper:#fff } nav { display:none } section { break-before:auto } .wide { overflow:visible }
.matrix { min-width:0 } tr,.saying,.series .pair,svg,.days dd > div { break-inside:avoid }
h2,h3,caption { break-after:avoid } a { color:inherit; text-decoration:none } a.q { border:0 }
sup { display:none } .two { grid-template-columns:1.4fr 1fr } .series .pair { grid-template-columns:1.15fr 1fr } }
)css";
  return style;
}

}  // namespace parley::views
