/// How the page looks: on a screen in light and dark, on a phone, on A4. Colour only adds to what lines and hatches already say.
enum PageStyle {
  static let text = """
    :root{color-scheme:light dark;--paper:#fff;--ink:#1a1c1e;--soft:#5b6168;--rule:#c9ced4;--minor:#f6d5d3;--major:#e39a96;\
    --box:#f5f6f7;--good:#dfe3e7;--alarm:#a3111b;--warning:#8a4b00;--curve:#1a1c1e;--dot:#1d4f91}
    @media (prefers-color-scheme:dark){:root{--paper:#121416;--ink:#e8eaec;--soft:#a2a9b0;--rule:#3a4046;--minor:#3a2426;\
    --major:#6d3b3e;--box:#1c2024;--good:#3c444c;--alarm:#ff8d8d;--warning:#f0b35c;--curve:#e8eaec;--dot:#8fbcff}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,\
    "Noto Sans","Liberation Sans",sans-serif;font-variant-numeric:tabular-nums lining-nums}
    main{max-width:calc(186mm + 32px);margin:0 auto;padding:24px 16px 48px;overflow-wrap:anywhere}
    h1{font-size:26px;line-height:1.2;margin:0;overflow-wrap:anywhere}
    h2{font-size:19px;margin:36px 0 8px;padding-top:8px;border-top:2px solid var(--ink)}
    h3{font-size:15px;margin:16px 0 4px}
    p{margin:6px 0;max-width:72ch}
    header .kind{font-size:13px;color:var(--soft);margin:0}
    .source,figcaption,.small{color:var(--soft);font-size:13px}
    .source{overflow-wrap:anywhere}
    .verdict{font-size:18px;font-weight:600}
    .caution{border-left:3px solid var(--ink);padding:4px 0 4px 10px;font-size:14px}
    dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:8px;margin:12px 0}
    dl>div{background:var(--box);padding:8px 10px;border-radius:4px}
    dt{font-size:12px;color:var(--soft)}
    dd{margin:0;font-size:16px;font-weight:600;overflow-wrap:anywhere}
    dd .detail{display:block;font-size:13px;font-weight:400;color:var(--soft)}
    dl.lines{display:block}
    dl.lines>div{display:grid;grid-template-columns:96px 1fr;gap:10px;background:none;padding:3px 0;border-radius:0;\
    border-bottom:1px solid var(--rule)}
    dl.lines dt{font-size:14px}
    dl.lines dd{font-size:14px;font-weight:400}
    ul{margin:6px 0;padding-left:20px}
    figure{margin:16px 0;break-inside:avoid}
    figure h3{margin-top:0}
    figcaption{max-width:80ch}
    .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,300px),1fr));gap:8px 16px}
    .pair figure{margin:8px 0}
    .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(44mm,1fr));gap:8px 16px}
    .cards figure{margin:8px 0}
    .wide{overflow-x:auto;overscroll-behavior-x:contain}
    svg{display:block;font-size:3px;fill:currentColor;font-family:inherit}
    svg text{fill:var(--ink);stroke:var(--paper);stroke-width:.5px;paint-order:stroke;stroke-linejoin:round}
    svg.half{width:100%;height:auto;max-width:90mm}
    svg .small{font-size:2.4px}
    svg path{fill:none;stroke:var(--curve);stroke-width:.3;stroke-linejoin:round}
    svg path.band{stroke:none}
    svg .rule{stroke:var(--rule);stroke-width:.15}
    svg .frame{fill:none;stroke:var(--soft);stroke-width:.2}
    svg .bar{stroke:none}
    svg .bar.good{fill:var(--good)}
    svg .minor{stroke:var(--minor);stroke-width:.12}
    svg .major{stroke:var(--major);stroke-width:.22}
    svg .trace{stroke-width:.3}
    svg .trace.fine{stroke-width:30}
    svg .trace.whole{stroke-width:1.2}
    svg .beat{fill:var(--ink);stroke:none}
    svg text.class{font-weight:700}
    svg .V{fill:var(--alarm)}
    svg .S{fill:var(--warning)}
    svg .usual{stroke:var(--soft);stroke-width:.35;stroke-dasharray:.35 .7;stroke-linecap:round}
    svg .curve{fill:none;stroke:var(--curve);stroke-width:.35}
    svg .halo{fill:none;stroke:var(--paper);stroke-width:1.1}
    svg .dashed{stroke:var(--curve);stroke-width:.3;stroke-dasharray:1.6 1}
    svg .dotted{stroke:var(--soft);stroke-width:.2;stroke-dasharray:.4 .8}
    svg .dots{stroke:var(--dot);stroke-width:.7;stroke-linecap:round}
    svg .dots.large{stroke-width:1.1}
    svg .cross{stroke:var(--ink);stroke-width:.25}
    svg .bars{stroke:var(--soft);stroke-width:.3}
    svg .mark{stroke:var(--ink);stroke-width:.4}
    @media (max-width:740px){.wide+figcaption::before,#findings>.small::before{content:"Scrolls sideways. "}}
    .hatches{position:absolute;width:0;height:0}
    .finding{margin:24px 0}
    .finding h3{margin-top:0;font-size:16px;padding-left:10px;border-left:3px solid var(--soft)}
    .finding.alarm h3{border-left:8px double var(--alarm)}
    .finding.warning h3{border-left:6px solid var(--warning)}
    .severity{text-transform:uppercase;letter-spacing:.04em;font-size:13px;border:1.5px solid;border-radius:3px;padding:0 5px}
    .alarm .severity{background:var(--alarm);color:var(--paper);border-color:var(--alarm)}
    .warning .severity{color:var(--warning)}
    .when{font-weight:400;color:var(--soft);white-space:nowrap}
    table{border-collapse:collapse;font-size:14px}
    th,td{padding:4px 10px;text-align:right;border-bottom:1px solid var(--rule);white-space:nowrap}
    th{font-weight:600;font-size:12px;color:var(--soft);vertical-align:bottom}
    th:first-child,td:first-child{text-align:left;padding-left:0}
    @page{size:A4;margin:12mm}
    @media print{
    .wide+figcaption::before,#findings>.small::before{content:none}
    :root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#444;--rule:#bbb;--minor:#f3cfcc;--major:#dd8f8a;--box:#fff;--good:#ddd;\
    --alarm:#000;--warning:#000;--curve:#000;--dot:#000}
    body{font-size:10pt}
    main{max-width:none;padding:0}
    dl{padding-right:.5mm}
    dl>div{border:.2mm solid #bbb}
    dl.lines>div{border:0;border-bottom:.2mm solid #bbb}
    .wide{overflow:clip}
    table{font-size:9pt}
    th{font-size:8pt;white-space:normal}
    th,td{padding:.8mm 1.6mm}
    h2,h3,.finding h3+p{break-after:avoid}
    #disclosure h2{margin-top:0}
    .finding p,#lead,.verdict+p{break-inside:avoid}
    p{orphans:3;widows:3}
    #findings>.small{break-inside:avoid;break-after:avoid}
    tr,.sheet svg,.ecg,.strip,dl:not(.lines){break-inside:avoid}
    .finding p:has(+.strip){break-after:avoid}
    thead{display:table-header-group}
    #disclosure{break-before:page}
    .alarm .severity{color:#000;background:none;border:.8mm solid #000}
    }

    """

  /// On paper: whose sheet this is, and which of how many.
  static func feet(name: String) -> String {
    let font = "font:8pt sans-serif;color:#444"
    return """
      @page{@bottom-left{content:\(quoted(name));\(font)}@bottom-right{content:counter(page) " / " counter(pages);\(font)}}

      """
  }

  /// A string of CSS. Whatever is no plain letter or digit is written by number, so that no name can end the string or the style.
  private static func quoted(_ words: String) -> String {
    var text = "\""
    for scalar in words.unicodeScalars where scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value) {
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      text += isPlain ? String(scalar) : "\\\(String(scalar.value, radix: 16)) "
    }
    return text + "\""
  }

  /// What the bands and the states are filled with, told apart without colour.
  static let hatches = """
    <svg class="hatches" aria-hidden="true" xmlns="http://www.w3.org/2000/svg"><defs>\
    <pattern id="hatchA" width="1.2" height="1.2" patternUnits="userSpaceOnUse"><path d="M0 1.2L1.2 0" style="stroke-width:.15"/></pattern>\
    <pattern id="hatchB" width="1.4" height="1.4" patternUnits="userSpaceOnUse"><circle cx=".7" cy=".7" r=".2"/></pattern>\
    <pattern id="hatchC" width="1.6" height="1.6" patternUnits="userSpaceOnUse"><path d="M0 .8H1.6M.8 0V1.6" style="stroke-width:.12"/></pattern>\
    </defs></svg>
    """
}
