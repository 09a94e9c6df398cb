// A notebook's file keeps the still of a picture and not its live view: with another kernel, on the
// next day, JupyterLab would write "Error displaying widget" in place of the still. If the kernel is
// still there when the file is opened again, the live view comes back.

const LIVE_VIEW = "application/vnd.jupyter.widget-view+json";
const NOTE = "course_panel"; // in the metadata of an output on file: the live view that it had
const WRAPPED = Symbol.for("course_panel");

function onFile(output, panels) {
  const { [LIVE_VIEW]: live, ...stills } = output.data ?? {};
  if (!panels.has(live?.model_id) || !(stills["text/html"] ?? stills["image/png"])) return output;
  return { ...output, data: stills, metadata: { ...output.metadata, [NOTE]: live.model_id } };
}

function keepStillsOnFile(notebook, key) {
  if (!notebook[WRAPPED]) {
    const panels = (notebook[WRAPPED] = new Set());
    const toJSON = notebook.toJSON.bind(notebook);
    const stored = (cell) =>
      cell.outputs ? { ...cell, outputs: cell.outputs.map((output) => onFile(output, panels)) } : cell;
    notebook.toJSON = () => {
      const content = toJSON();
      return { ...content, cells: content.cells.map(stored) };
    };
  }
  notebook[WRAPPED].add(key);
}

function putBackLiveView(notebook, key) {
  const dirty = notebook.dirty;
  for (const { outputs } of notebook.cells) {
    for (let i = 0; i < (outputs?.length ?? 0); i++) {
      const output = outputs.get(i).toJSON();
      if (output.metadata?.[NOTE] !== key || output.data[LIVE_VIEW]) continue;
      const live = { version_major: 2, version_minor: 0, model_id: key };
      outputs.set(i, { ...output, data: { [LIVE_VIEW]: live, ...output.data } });
    }
  }
  notebook.dirty = dirty;
}

// Called for every model, before there is a view of it. Front ends without a notebook model of
// JupyterLab's kind are left alone.
function initialize({ model }) {
  const notebook = model.widget_manager?.context?.model;
  if (!notebook?.cells || !notebook.toJSON) return;
  keepStillsOnFile(notebook, model.get("key"));
  putBackLiveView(notebook, model.get("key"));
}
