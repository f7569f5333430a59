// The report's page: its pictures, its views.
import { sitesCsv } from "./exports.js";
import { GraphView } from "./graphview.js";
import { openPage, Page } from "./page.js";
import { Pictures } from "./pictures.js";
import { SourceView } from "./sourceview.js";
import { ClassesView, MethodsView, SitesView, ThreadsView } from "./tableviews.js";
import { TreeView } from "./treeview.js";
import { element } from "./treegrid.js";

class ReportPage extends Page {
  listen() {
    super.listen();
    const dots = document.querySelectorAll("circle.lower");
    document.querySelectorAll("#peaks [data-picture]").forEach((row, i) => {
      const show = () => this.showPicture(row.dataset.picture);
      const link = element("button", "show", "show");
      link.title = "Show this moment in the graph";
      link.addEventListener("click", show);
      row.querySelector(".where").append(" ", link);
      dots[i].addEventListener("click", show);
    });
  }

  showPicture(picture) {
    this.showInGraph({ picture, path: 0, method: 0, opened: [] });
  }

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
