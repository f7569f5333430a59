// The report's page: its pictures, its views.
import { sitesCsv } from "./exports.js";
import { GraphView } from "./graphview.js";
import { openPage, Page } from "./page.js";
import { Pictures } from "./pictures.js";
import { SourceView } from "./sourceview.js";
import { ClassesView, MethodsView, SitesView, ThreadsView } from "./tableviews.js";
import { TreeView } from "./treeview.js";

class ReportPage extends Page {
  downloads(scene) {
    const csv = () => sitesCsv(scene.base, scene.sums("sites"));
    return [...super.downloads(scene), { text: "Sites as CSV", name: "sites.csv", type: "text/csv", make: csv }];
  }
}

const VIEWS = {
  graph: GraphView,
  tree: TreeView,
  sites: SitesView,
  methods: MethodsView,
  classes: ClassesView,
  threads: ThreadsView,
  source: SourceView,
};

openPage(
  (facts) => new Pictures(facts.pictures),
  (pictures) => new ReportPage(pictures, VIEWS),
);
