// Takes the pictures of screenshots.sh. Fails when a page complains.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { call, openBrowser, quit } from "./chromium.mjs";

const [profileFolder, gallery, folder, part] = process.argv.slice(2);
const WIDTHS = [1600, 900, 420];

/** What is shown: report, address, and what is done before the picture. */
const STATES = {
  graph: ["import"],
  "graph-zoomed": ["import", "", "document.querySelector('#next .show').click()"],
  flame: ["import", "s=flame"],
  "bottom-up": ["import", "s=bu"],
  folded: ["import", "s=fold"],
  mine: ["import", "s=mine,class"],
  classes: ["import", "s=class"],
  once: ["deep", "s=once"],
  deep: ["deep"],
  "deep-folded": ["very-deep", "", "document.getElementById('flame').scrollTop = 22 * 92"],
  "deep-folded-tree": ["very-deep", "v=tree", "document.getElementById('grid').scrollTop = 26 * 92"],
  sandwich: ["import", "", "pick('split')"],
  menu: ["import", "", "menu('split')"],
  search: ["import", "q=split"],
  "search-only": ["import", "q=cache&s=match"],
  "search-bad": ["import", "q=split(&s=re"],
  thread: ["threads", "t=pool-1-thread-2"],
  tree: ["import", "v=tree"],
  "tree-bottom-up": ["import", "v=tree&s=bu"],
  sites: ["import", "v=sites", "document.querySelector('#sitetable .twist').click()"],
  methods: ["import", "v=methods"],
  classtable: ["import", "v=classes", "document.querySelector('#classtable .twist').click()"],
  threads: ["threads", "v=threads", "document.querySelector('#threads .twist').click()"],
  source: ["import", "v=source"],
  timeline: ["off-heap", "", "pointAt(0.3)"],
  "timeline-table": ["off-heap", "", "document.querySelector('.alternative').open = true"],
  "next-peaks": ["next-peaks", "d=next-1"],
  help: ["import", "", "document.getElementById('help').click()"],
  large: ["nodes-20k"],
  "large-bottom-up": ["nodes-20k", "s=bu"],
  "large-folded": ["nodes-20k", "s=fold"],
  "off-heap": ["off-heap", "d=off-heap"],
  both: ["off-heap", "d=both&s=fold"],
  objects: ["import", "s=obj"],
  "objects-sites": ["import", "v=sites&s=obj", "document.querySelector('#sitetable .twist').click()"],
  "objects-tree": ["import", "v=tree&s=obj"],
  "objects-methods": ["sampled", "v=methods&s=obj"],
  "objects-source": ["import", "v=source&s=obj"],
  blocks: ["off-heap", "d=off-heap&s=obj"],
  print: ["import", "s=bu", "window.dispatchEvent(new Event('beforeprint'))"],
  hostile: ["hostile"],
  "hostile-sites": ["hostile", "v=sites"],
  nothing: ["nothing"],
  empty: ["empty"],
  growing: ["growing"],
  running: ["running"],
  sampled: ["sampled"],
  provisional: ["provisional"],
  imported: ["imported"],
  "out-of-memory": ["out-of-memory"],
  diff: ["diff"],
  "diff-print": ["diff", "", "window.dispatchEvent(new Event('beforeprint'))"],
  "diff-before": ["diff", "d=before", "document.getElementById('vanished').open = true"],
  "diff-change": ["diff", "d=change"],
  "diff-bottom-up": ["diff", "s=bu"],
  "diff-folded": ["diff", "s=fold&d=change"],
  "diff-search": ["diff", "q=split"],
  "diff-sandwich": ["diff", "", "pick('split')"],
  "diff-tree": ["diff", "v=tree"],
  "diff-sites": ["diff", "v=sites"],
  "diff-methods": ["diff", "v=methods"],
  "diff-classes": ["diff", "v=classes"],
  "diff-swapped": ["diff-swapped"],
  "diff-runs": ["diff-runs"],
  "diff-identical": ["diff-identical", "d=change"],
  "diff-empty-base": ["diff-empty-base"],
  "diff-nothing": ["diff-nothing"],
  "diff-collapsed": ["diff-collapsed"],
  "diff-hostile": ["diff-hostile"],
  "diff-large": ["diff-large"],
};

// Finds a frame by keys alone, as a reader would.
const HELPERS = `
  const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const find = (query) => {
    const field = document.getElementById("query");
    field.value = query;
    field.dispatchEvent(new Event("input"));
    document.getElementById("following").click();
    document.getElementById("flame").focus();
  };
  const pointAt = (part) => {
    const chart = document.getElementById("timeline");
    const { left, width } = chart.getBoundingClientRect();
    chart.dispatchEvent(new PointerEvent("pointermove", { clientX: left + part * width }));
  };
  const menu = (query) => { find(query); press("m"); };
  const pick = (query) => { menu(query); [...document.querySelectorAll(".menu button")][1].click(); };`;

const session = await openBrowser(profileFolder);
const run = (script) => call("POST", `${session}/execute/async`, { script, args: [] });

async function takePicture(name, [report, address = "", script = ""], width, dark) {
  const scheme = [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }];
  const command = (cmd, params) => call("POST", `${session}/goog/cdp/execute`, { cmd, params });
  await command("Emulation.setEmulatedMedia", { features: scheme });
  await command("Emulation.setDeviceMetricsOverride", { width, height: 1000, deviceScaleFactor: 1, mobile: false });
  await call("POST", `${session}/url`, { url: "about:blank" });
  await call("POST", `${session}/url`, { url: `file://${join(gallery, report)}.html#${address}` });
  await run(`const done = arguments[0]; ${HELPERS}
    const look = () => document.documentElement.dataset.ready === "true" ? act() : requestAnimationFrame(look);
    const act = () => { ${script}; requestAnimationFrame(() => requestAnimationFrame(done)); };
    look();`);
  await command("Emulation.setEmulatedMedia", { media: name.endsWith("print") ? "print" : "", features: scheme });
  const size = `const [done] = arguments; done(Math.min(4000, document.documentElement.scrollHeight))`;
  const height = name === "help" || name === "menu" ? 1000 : await run(size);
  await command("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
  await run("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))");
  const file = join(folder, `${name}-${width}-${dark ? "dark" : "light"}.png`);
  writeFileSync(file, Buffer.from(await call("GET", `${session}/screenshot`), "base64"));
}

try {
  let complaints = 0;
  for (const [name, state] of Object.entries(STATES).filter(([each]) => each.includes(part))) {
    for (const width of WIDTHS) {
      for (const dark of [false, true]) {
        await takePicture(name, state, width, dark);
      }
    }
    for (const { level, message } of await call("POST", `${session}/se/log`, { type: "browser" })) {
      console.log(`${name}: ${level} ${message}`);
      complaints++;
    }
  }
  process.exitCode = complaints > 0 ? 1 : 0;
} finally {
  await call("DELETE", session);
  quit();
}
