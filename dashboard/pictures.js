// Saves a chart as a picture, drawn anew at a size of its own with its words around it. The page's own
// copy of Plotly, which draws it, is there wherever a chart is.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const SHARP = 2; // pixels of a PNG to one of the picture

  const part = (name, values, text = "") => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(values)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  };

  const alone = async (chart, { width, chart: height }) => {
    const figure = structuredClone({ data: chart.data, layout: chart.layout });
    Object.assign(figure.layout, { width, height, autosize: false });
    const size = { format: "svg", width, height, imageDataOnly: true };
    const drawn = await window.Plotly.toImage(figure, size);
    return new DOMParser().parseFromString(drawn, "image/svg+xml").documentElement;
  };

  const framed = async (chart) => {
    const frame = chart.layout.meta;
    const { width, height, top } = frame;
    const sheet = part("svg", { width, height, viewBox: `0 0 ${width} ${height}` });
    const words = part("g", { "font-family": frame.font, fill: frame.ink });
    for (const [y, size, weight, text] of frame.lines) {
      words.append(part("text", { x: frame.edge, y, "font-size": size, "font-weight": weight }, text));
    }
    const inside = await alone(chart, frame);
    inside.setAttribute("y", top);
    sheet.append(part("rect", { width, height, fill: "white" }), words, inside);
    return new Blob([new XMLSerializer().serializeToString(sheet)], { type: "image/svg+xml" });
  };

  const painted = async (drawing, { width, height }) => {
    const image = new Image();
    image.src = URL.createObjectURL(drawing);
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width * SHARP, height * SHARP];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  };

  const save = (content, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(content);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  addEventListener("click", async ({ target }) => {
    const button = target.closest?.("button[data-picture]");
    // The buttons stand right under their chart.
    const above = button?.closest('[data-testid="stElementContainer"]').previousElementSibling;
    const chart = above?.querySelector(".js-plotly-plot");
    if (!chart) return;
    const said = button.parentElement.querySelector('[role="status"]');
    const name = `${chart.layout.meta.name}.${button.dataset.picture}`;
    said.textContent = said.dataset.making;
    try {
      const drawing = await framed(chart);
      const isPng = button.dataset.picture === "png";
      save(isPng ? await painted(drawing, chart.layout.meta) : drawing, name);
      said.textContent = `${said.dataset.made} ${name}`;
    } catch {
      said.textContent = said.dataset.failed;
    }
  });
})();
