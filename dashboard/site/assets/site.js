// Pictures and tables need no script. With one, a chart can be opened to point at its figures.
(function () {
  "use strict";
  const root = document.currentScript.src.replace(/site\.js.*$/, "");
  const waiting = {};
  const CONFIG = {displayModeBar: false, scrollZoom: false, doubleClick: false, showTips: false, responsive: true};

  window.conductChart = function (name, figure) { waiting[name](figure); };

  function load(source) {
    return new Promise(function (done, failed) {
      const script = document.createElement("script");
      script.src = source;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  }

  function read(name) {
    const figure = new Promise(function (done) { waiting[name] = done; });
    return load(root + "../charts/" + name + ".js").then(function () { return figure; });
  }

  let library = null;
  function plotly() {
    library = library || load(root + "plotly.min.js");
    return library;
  }

  async function open(box, button) {
    button.disabled = true;
    try {
      const figure = await read(box.dataset.chart);
      await plotly();
      const live = document.createElement("div");
      live.className = "live";
      live.setAttribute("role", "img");
      live.setAttribute("aria-label", box.dataset.alt);
      live.style.height = box.dataset.height + "px";
      button.before(live);
      await window.Plotly.newPlot(live, figure.data, figure.layout, CONFIG);
      box.querySelectorAll("picture, .note").forEach(function (each) { each.hidden = true; });
      button.remove();
    } catch (error) {
      button.textContent = "The chart could not be opened";
    }
  }

  document.querySelectorAll("figure[data-chart]").forEach(function (box) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Open the interactive chart";
    button.addEventListener("click", function () { open(box, button); });
    box.append(button);
  });
})();
