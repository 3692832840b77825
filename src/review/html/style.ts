/**
 * The style of the page. There are no `style` attributes and no other sheets: the content security policy allows this
 * one, by its hash. Text has a contrast of at least 4.5 on its background, light and dark.
 */
export const STYLE = `
:root{color-scheme:light dark;--bg:#f6f6f3;--card:#fff;--ink:#1c1f24;--soft:#545a64;--line:#dfe0db;--tint:#f0f0ec;
--link:#1f54a8;--focus:#1f54a8;--pm:#9a1f1a;--pm-bg:#fbeae8;--write:#7d4300;--write-bg:#fbf0df;--read:#17508f;
--read-bg:#e6f0fa;
--tag:#5a3696;--tag-bg:#f1ebfa;--list:#2d5c46;--list-bg:#e6f3ec;--none:#4f555e;--none-bg:#ececea;
--shadow:0 1px 2px #1c1f2412}
@media screen and (prefers-color-scheme:dark){:root{--bg:#14161a;--card:#1c1f25;--ink:#e9eaec;--soft:#a9afb9;
--line:#343840;
--tint:#24282f;--link:#8fb8f5;--focus:#8fb8f5;--pm:#ff9d94;--pm-bg:#43201e;--write:#f2bd72;--write-bg:#3d2c12;
--read:#93c2f7;--read-bg:#1a304a;
--tag:#cbb1f5;--tag-bg:#33264b;--list:#93d3b2;--list-bg:#1b3729;--none:#b9bec7;--none-bg:#2e333b;--shadow:none}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--bg);color:var(--ink);
font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
overflow-wrap:break-word}
code,pre,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.875em;
unicode-bidi:isolate;direction:ltr;overflow-wrap:anywhere}
pre{margin:0;white-space:pre-wrap;background:var(--tint);border-radius:.5rem;padding:.75rem 1rem}
a{color:var(--link);text-underline-offset:.18em;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:.25rem}
.skip{position:absolute;left:-100vw;top:.5rem;background:var(--card);padding:.5rem 1rem;z-index:2}
.skip:focus{left:.5rem}
nav li{min-width:0;max-width:100%}nav a{overflow-wrap:anywhere}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.page{max-width:78rem;margin:0 auto;padding:clamp(1.25rem,4vw,3rem) clamp(1rem,4vw,2.5rem) 4rem}
header .kicker{margin:0;color:var(--soft);font-size:.8125rem;font-weight:600;letter-spacing:.08em;
text-transform:uppercase}
h1{margin:.25rem 0 .5rem;font-size:clamp(1.75rem,1.4rem + 1.6vw,2.5rem);line-height:1.15;letter-spacing:-.02em;
text-wrap:balance}
h2{margin:0 0 1rem;font-size:1.375rem;line-height:1.25;letter-spacing:-.01em}
h3{margin:2rem 0 .75rem;font-size:1.0625rem;line-height:1.35}
h4{margin:1.75rem 0 .5rem;font-size:.9375rem;line-height:1.4}
p{margin:0 0 .75rem;max-width:46rem}
ul{margin:0 0 .75rem;padding-left:1.25rem}
li{margin:.25rem 0}
.soft,.source{color:var(--soft)}
.source{font-size:.875rem}
.meta{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;margin:0;color:var(--soft);font-size:.9375rem}
.verdict{margin:1.75rem 0 1rem;padding:.875rem 1.125rem;border-radius:.625rem;border-left:.375rem solid;
background:var(--none-bg);font-weight:600;max-width:none}
.verdict span{display:block}
.verdict span+span{margin-top:.375rem}
.verdict code{background:none;padding:0}
.verdict.bad{border-color:var(--pm);background:var(--pm-bg)}
.verdict.warning{border-color:var(--write);background:var(--write-bg)}
.verdict.note{border-color:var(--read);background:var(--read-bg)}
.strip{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.75rem;margin:0;padding:0;list-style:none}
@media screen and (max-width:33.99rem){.strip li:last-child:nth-child(odd){grid-column:span 2}}
@media print,(min-width:34rem) and (max-width:67.99rem){.strip{grid-template-columns:repeat(6,minmax(0,1fr))}
.strip li{grid-column:span 2}
.strip li:first-child:nth-last-child(4),.strip li:first-child:nth-last-child(4)~li,
.strip li:nth-child(4):nth-last-child(2),.strip li:nth-child(5):last-child{grid-column:span 3}}
@media screen and (min-width:68rem){.strip{grid-auto-flow:column;grid-auto-columns:minmax(0,1fr);
grid-template-columns:none}}
.strip li{margin:0;background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1rem;
box-shadow:var(--shadow)}
.strip .name{display:block;color:var(--soft);font-size:.8125rem;font-weight:600}
.strip .figure{display:block;font-size:1.75rem;font-weight:650;line-height:1.25;letter-spacing:-.02em;
font-variant-numeric:tabular-nums}
.strip .detail{display:block;color:var(--soft);font-size:.875rem;line-height:1.45}
.strip .figure.word{font-size:1.125rem;line-height:1.94}
p code,li code,td code,dd code,h4 code{background:var(--tint);border-radius:.3em;padding:.08em .32em;
box-decoration-break:clone;-webkit-box-decoration-break:clone}
.strip code{font-size:.75rem}
.strip code,.hash td code,.risk h4 code,.trust h3 code{background:none;padding:0}
.mix{margin:1.25rem 0 0}
.mix figcaption{color:var(--soft);font-size:.8125rem;font-weight:600;margin-bottom:.5rem}
.mix svg{width:100%;height:.75rem;border-radius:.375rem;overflow:hidden}
.mix .pm{fill:var(--pm)}.mix .write{fill:var(--write)}.mix .read{fill:var(--read)}.mix .tag{fill:var(--tag)}
.mix .list{fill:var(--list)}.mix .none{fill:var(--none)}
.mix ul{display:flex;flex-wrap:wrap;gap:.375rem .5rem;list-style:none;margin:.625rem 0 0;padding:0}
.mix li{margin:0}
.layout{margin-top:2.5rem}
nav ul{list-style:none;margin:0 0 2rem;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1rem}
nav li{margin:0}
nav a{display:inline-block;padding:.3rem 0;font-size:.9375rem;text-decoration:none}
nav a:hover{text-decoration:underline}
main:focus{outline:none}
section.part{background:var(--card);border:1px solid var(--line);border-radius:.875rem;
padding:clamp(1.125rem,3vw,2rem);margin:0 0 1.5rem;
box-shadow:var(--shadow);scroll-margin-top:1rem}
section.part>:last-child{margin-bottom:0}
@media (min-width:68rem){.layout{display:grid;grid-template-columns:12.5rem minmax(0,1fr);gap:2.5rem}
nav{position:sticky;top:1.5rem;align-self:start}nav ul{display:block;border-left:2px solid var(--line);
padding-left:1rem}}
.chip{display:inline-block;padding:.05rem .5rem;border-radius:1rem;
font:600 .75rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;white-space:nowrap;
color:var(--none);background:var(--none-bg);border:1px solid}
.chip.pm,.chip.critical,.chip.high,.chip.removed-bad,.chip.cutOff{color:var(--pm);background:var(--pm-bg)}
.chip.write,.chip.medium,.chip.changed,.chip.added,.chip.unknown{color:var(--write);background:var(--write-bg)}
.chip.read,.chip.low{color:var(--read);background:var(--read-bg)}
.chip.tag{color:var(--tag);background:var(--tag-bg)}
.chip.list,.chip.same,.chip.works,.chip.narrowed,.chip.removed,.chip.closed{color:var(--list);
background:var(--list-bg)}
.guard .chip.narrowed{color:var(--write);background:var(--write-bg)}
.columns{display:flex;flex-wrap:wrap;gap:1.5rem 2.5rem;align-items:flex-start}
.columns>.diagram{flex:0 1 20rem;margin:0 auto}
.columns>.beside{flex:1 1 22rem;min-width:0}
svg{display:block;max-width:100%;height:auto}
.node{fill:var(--tint);stroke:var(--line);stroke-width:1.5}
.node.role{fill:var(--read-bg);stroke:var(--read)}
.node.warn{fill:var(--pm-bg);stroke:var(--pm)}
.label{fill:var(--soft);font:600 11px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
.value{fill:var(--ink);font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
.edge{stroke:var(--soft);stroke-width:1.5;fill:none}
.tip{fill:var(--soft)}
.scroll{overflow-x:auto;margin:0 0 .75rem;border:1px solid var(--line);border-radius:.625rem}
.scroll.tall{max-height:34rem;overflow-y:auto}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th,td{text-align:left;vertical-align:top;padding:.55rem .8rem;border-bottom:1px solid var(--line)}
tbody tr:last-child>*{border-bottom:0}
tbody th{font-weight:500}
tbody>tr>*{vertical-align:baseline}
tbody th code{overflow-wrap:break-word}
thead th{position:sticky;top:0;background:var(--tint);font-size:.8125rem;line-height:1.35;vertical-align:bottom;
z-index:1}
.levels td,.levels thead th:not(:first-child){text-align:right;font-variant-numeric:tabular-nums}
.levels tbody code{overflow-wrap:normal}
.levels tfoot>tr>*{border-top:2px solid var(--line);border-bottom:0;font-weight:650}
.stack td,.stack th{min-width:9rem}
.stack tbody th{min-width:13rem;width:30%}
.quota td{min-width:4.5rem}
@media (max-width:34rem){.levels th,.levels td{padding:.5rem .55rem}.stack tbody th{min-width:10.5rem}}
.stack .actions{display:block;margin-bottom:.25rem}
.hash code{font-size:.8125rem}
dl{margin:0 0 .75rem;display:grid;grid-template-columns:minmax(7.5rem,max-content) minmax(0,1fr);
gap:.375rem 1.25rem}
dt{color:var(--soft);font-size:.875rem;line-height:1.83}
dd{margin:0;min-width:0}
dd ul{margin:0;padding:0;list-style:none}
dd li{margin:0}
td ul{margin:0;padding:0;list-style:none}
.trust dl{grid-template-columns:8rem minmax(0,1fr)}
@media screen and (max-width:34rem){dl,.trust dl{grid-template-columns:minmax(0,1fr);gap:0}dd{margin:0 0 .5rem}}
.actions{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0;list-style:none;margin:0}
.actions li{margin:0;display:flex;flex-wrap:wrap;gap:.15rem .5rem;align-items:baseline}
.purpose{border-top:1px solid var(--line);padding:.875rem 0}
.purpose p{margin:0}
.purpose .source{margin-bottom:.5rem}
.trust{border:1px solid var(--line);border-radius:.625rem;padding:1rem 1.125rem;margin:0 0 1rem}
.trust h3{margin:0 0 .5rem}
.trust dl{margin:0}
.trust dl+dl{margin-top:.375rem}
.trust dl+.warn{margin-top:.75rem}
.warn{color:var(--pm);font-weight:600}
details{border:1px solid var(--line);border-radius:.625rem;margin:0 0 .625rem;background:var(--card)}
summary{cursor:pointer;padding:.625rem .9rem;border-radius:.625rem;line-height:1.5}
summary:hover{background:var(--tint)}
summary .soft{font-size:.875rem}
details[open]>summary{border-radius:.625rem .625rem 0 0}
.body{padding:.75rem .9rem .9rem;border-top:1px solid var(--line)}
.body>.actions{margin-bottom:.75rem}
.body>:last-child{margin-bottom:0}
summary .chip{margin-right:.25rem}
.risk{border:1px solid var(--line);border-left:.3rem solid var(--none);border-radius:.625rem;padding:1rem 1.125rem;
margin:0 0 .875rem}
.risk.critical,.risk.high{border-left-color:var(--pm)}
.risk.medium{border-left-color:var(--write)}
.risk.low{border-left-color:var(--read)}
.risk h4{margin:0 0 .375rem;display:flex;flex-wrap:wrap;gap:.25rem .625rem;align-items:baseline}
.risk details{margin-bottom:0}
.risk dd .soft{display:block}
.risk dd li+li{margin-top:.375rem}
.bar{height:.5rem;width:100%;min-width:3.5rem}
.bar .track{fill:var(--none-bg)}
.bar .fill{fill:var(--read)}
.bar .fill.over{fill:var(--pm)}
.sign{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,14rem),1fr));gap:2.25rem 2rem;
margin:2rem 0 0;padding:0;list-style:none}
.sign li{margin:0;border-bottom:1px solid var(--soft);padding-bottom:2rem;font-size:.875rem;color:var(--soft)}
footer{color:var(--soft);font-size:.875rem;margin-top:2rem}
@page{size:A4;margin:16mm 14mm}
@media print{html{font-size:9pt}:root{--bg:#fff;--shadow:none}body{line-height:1.45}.page{padding:0;max-width:none}
nav,.skip{display:none}
.layout{display:block;margin-top:1rem}section.part{border:0;border-top:1.5pt solid var(--ink);border-radius:0;
padding:.75rem 0 0;margin:0 0 1.25rem}
h2,h3,h4,summary{break-after:avoid}.trust,.purpose,.risk,tr,.strip li,.verdict,svg,.sign{break-inside:avoid}
.scroll,.scroll.tall{overflow:visible;max-height:none}thead th{position:static}.stack td,.stack th{min-width:0}
details::details-content{content-visibility:visible!important;block-size:auto!important;overflow:visible!important}
.strip .figure{font-size:14pt}a{color:inherit}
tfoot{display:table-row-group}summary{list-style:none}summary::-webkit-details-marker{display:none}
.chip,.verdict,.node,thead th,pre{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
