"""How pages look beyond the theme: masthead, figures, tables and foot, in light and dark and print."""

CSS = """<style>
.block-container, [data-testid="stMainBlockContainer"] {padding-top: 3.2rem; max-width: 76rem;}
.mast {border-top: 4px solid #12436D; padding-top: .5rem;}
.mast-tool {font-weight: 700; letter-spacing: .02em;}
.mast-facts {display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; font-size: .9rem; margin: .2rem 0 .7rem;}
.mast-facts .tag {background: #801650; color: #fff; padding: 0 .5rem; border-radius: 3px; font-weight: 600;}
.mast-facts .exact {border-left: 4px solid #F46A25; padding-left: .4rem;}
.mast-facts .protected {border-left: 4px solid #28A197; padding-left: .4rem;}
.mast h1 {font-size: 2rem; line-height: 1.15; margin: 0; padding: 0;}
.question {font-size: 1.05rem; margin: .15rem 0 .2rem; max-width: 46rem;}
.chosen {font-size: .95rem; margin: 0 0 .3rem; font-weight: 600;}
.lead {font-family: "Source Serif", "Source Serif 4", Georgia, serif; font-size: 1.3rem; line-height: 1.4;
  max-width: 50rem; margin: .2rem 0 .6rem;}
.figures {display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .8rem;}
.figure {border-top: 3px solid #12436D; padding: .45rem 0 .2rem;}
.figure .name {font-size: .92rem; font-weight: 600; min-height: 2.4em;}
.figure .value {font-size: 2rem; font-weight: 650; line-height: 1.15; font-variant-numeric: tabular-nums;}
.figure .beside {font-size: .88rem; margin: .1rem 0;}
.figure details, .tabled summary {font-size: .88rem;}
.figure summary, .tabled summary {cursor: pointer; text-decoration: underline; text-underline-offset: 3px;
  padding: .25rem 0; min-height: 24px;}
.caption {font-size: .88rem; margin: .1rem 0 .3rem; max-width: 60rem;}
.rows {overflow-x: auto; max-height: 32rem; overflow-y: auto;}
.rows table {border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; width: 100%;}
.rows caption {text-align: left; font-weight: 600; padding: .3rem 0;}
.rows th {text-align: left; border-bottom: 2px solid currentColor; padding: .3rem .8rem .3rem 0;
  vertical-align: bottom; font-weight: 600;}
.rows td {border-bottom: 1px solid rgba(128,140,150,.45); padding: .25rem .8rem .25rem 0;}
.rows .n {text-align: right;}
.rows abbr {text-decoration: none; border-bottom: 1px dotted;}
.foot {border-top: 1px solid currentColor; margin-top: 1.2rem; padding-top: .5rem; font-size: .88rem;}
.foot p {margin: .2rem 0; max-width: 62rem;}
.bar-title {font-size: 1.1rem; margin: 0; padding: 0;}
.legend {display: flex; flex-wrap: wrap; gap: .2rem 1rem; font-size: .9rem;}
.legend i {display: inline-block; width: 1rem; height: 1rem; border: 1px solid #12436D; margin-right: .35rem;
  vertical-align: -2px;}
.legend i.hatched {background-image: repeating-linear-gradient(45deg, #12436D 0 1px, transparent 1px 5px);}
@media (max-width: 640px) {.mast h1 {font-size: 1.5rem;} .lead {font-size: 1.1rem;}
  .figure .name {min-height: 0;}}
@media (prefers-reduced-motion: reduce) {* {animation: none !important; transition: none !important;}}
@media print {[data-testid="stSidebar"], [data-testid="stHeader"], .stDownloadButton,
  [data-testid="stPopover"] {display: none !important;} .rows {max-height: none;}}
</style>"""
