// The controls of a panel, and its picture. Native inputs: they have names, take the keyboard, and
// tell a screen reader their value in the words that stand beside them.

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// JupyterLab would take the arrow keys for itself; it looks for this on the focused element alone.
const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };

function inWords(control, value) {
  const decimals = (String(control.step).split(".")[1] ?? "").length;
  const digits = control.log ? String(value) : value.toFixed(decimals);
  return digits.replace("-", "−") + (control.unit && " " + control.unit);
}

function slider(control, set) {
  const position = (value) => (control.log ? Math.log10(value) : value);
  const end = (at) => inWords(control, control.log ? Number((10 ** at).toPrecision(2)) : at);
  const { low, high, step } = control;
  const range = { type: "range", min: low, max: high, step, "aria-label": control.label };
  const input = element("input", { ...range, ...OWN_KEYS });
  const readout = element("span", { class: "readout", "aria-hidden": "true" });
  const ends = [low, high].map((at) => element("small", { "aria-hidden": "true" }, end(at)));
  const button = (sign, title, move) => {
    const made = element("button", { type: "button", "aria-label": `${title}: ${control.label}` }, sign);
    made.addEventListener("click", () => (move(), input.dispatchEvent(new Event("input"))));
    return made;
  };
  const track = control.stepper
    ? [button("◀", "back", () => input.stepDown()), input, button("▶", "on", () => input.stepUp())]
    : [ends[0], input, ends[1]];
  input.addEventListener("input", () => {
    const at = input.valueAsNumber;
    set(control.log ? Number((10 ** at).toPrecision(2)) : at);
  });
  const refresh = (value) => {
    if (Math.abs(input.valueAsNumber - position(value)) > step / 2) input.value = position(value);
    readout.textContent = inWords(control, value) + (control.stepper ? ` of ${high}` : "");
    input.setAttribute("aria-valuetext", readout.textContent);
  };
  const head = element("span", { class: "head" }, control.label, readout);
  return [element("div", { class: "control" }, head, element("span", { class: "track" }, ...track)), refresh];
}

function choice(control, set) {
  const options = control.options.map((text) => element("option", { value: text }, text));
  const input = element("select", OWN_KEYS, ...options);
  input.addEventListener("change", () => set(input.value));
  const row = element("label", { class: "control" }, element("span", { class: "head" }, control.label), input);
  return [row, (value) => (input.value = value)];
}

function toggle(control, set) {
  const input = element("input", { type: "checkbox", ...OWN_KEYS });
  input.addEventListener("change", () => set(input.checked));
  return [element("label", { class: "control switch" }, input, control.label), (value) => (input.checked = value)];
}

function press(label, action) {
  const button = element("button", { type: "button" }, label);
  button.addEventListener("click", action);
  return button;
}

function render({ model, el }) {
  const makers = { slider, choice, switch: toggle };
  const refreshers = {};
  const controls = element("div", { class: "controls" });
  const buttons = element("div", { class: "buttons" });
  const send = (values) => (model.set("values", values), model.save_changes());
  for (const control of model.get("controls")) {
    if (control.kind === "button") {
      buttons.append(press(control.label, () => model.send({ press: control.name })));
      continue;
    }
    const set = (value) => send({ ...model.get("values"), [control.name]: value });
    const [row, refresh] = makers[control.kind](control, set);
    refreshers[control.name] = refresh;
    controls.append(row);
  }
  buttons.append(press("Back to the start", () => send(model.get("start"))));
  controls.append(buttons);
  const drawing = element("div", { class: "drawing" });
  const picture = element("div", { class: "picture" }, drawing);
  const words = element("p", { class: "words", role: "status", "aria-live": "polite" });
  picture.append(words);
  // Busy until the picture is that of the newest values: a screen reader waits, and so do the tests.
  const busy = () => {
    const [values, shown] = [model.get("values"), model.get("shown")];
    picture.setAttribute("aria-busy", Object.keys(values).some((name) => values[name] !== shown[name]));
  };
  const listeners = {
    values: () => {
      Object.entries(model.get("values")).forEach(([name, value]) => refreshers[name](value));
      busy();
    },
    svg: () => (drawing.innerHTML = model.get("svg")),
    text: () => (words.textContent = model.get("text")),
    shown: busy,
  };
  for (const [name, listener] of Object.entries(listeners)) {
    listener();
    model.on(`change:${name}`, listener);
  }
  el.classList.add("course-panel");
  el.setAttribute("role", "group");
  el.setAttribute("aria-label", model.get("title"));
  el.append(controls, picture);
  return () => {
    Object.entries(listeners).forEach(([name, listener]) => model.off(`change:${name}`, listener));
    // What plays by itself must not go on when its cell is deleted or run again.
    if (model.get("controls").some(({ name }) => name === "pause")) model.send({ press: "pause" });
  };
}

export default { render };
