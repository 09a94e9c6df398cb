// The controls of a panel. Native inputs: they have names, take the keyboard, and tell a screen
// reader their value in the words that stand beside them. Each function makes one kind of control,
// and returns its row and what shows a value in it.

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function inWords(control, value) {
  const decimals = (String(control.step).split(".")[1] ?? "").length;
  const digits = control.log ? String(value) : value.toFixed(decimals);
  return digits.replace("-", "−") + (control.unit && " " + control.unit);
}

function slider(control, set) {
  const position = (value) => (control.log ? Math.log10(value) : value);
  const end = (at) => inWords(control, control.log ? Number((10 ** at).toPrecision(2)) : at);
  const { low, high, step } = control;
  const input = element("input", { type: "range", min: low, max: high, step, "aria-label": control.label });
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
  const input = element("select", {}, ...options);
  input.addEventListener("change", () => set(input.value));
  const row = element("label", { class: "control" }, element("span", { class: "head" }, control.label), input);
  return [row, (value) => (input.value = value)];
}

function toggle(control, set) {
  const input = element("input", { type: "checkbox" });
  input.addEventListener("change", () => set(input.checked));
  return [element("label", { class: "control switch" }, input, control.label), (value) => (input.checked = value)];
}

function press(label, action) {
  const button = element("button", { type: "button" }, label);
  button.addEventListener("click", action);
  return button;
}

// All controls of a model in one box, and what shows the model's values in them. A fieldset: with
// the one word `disabled` the browser takes them all out of use.
function controlsOf(model, onPress) {
  const makers = { slider, choice, switch: toggle };
  const refreshers = {};
  const box = element("fieldset", { class: "controls", "aria-label": "controls" });
  const buttons = element("div", { class: "buttons" });
  const send = (values) => (model.set("values", values), model.save_changes());
  for (const control of model.get("controls")) {
    if (control.kind === "button") {
      buttons.append(press(control.label, () => onPress(control.name)));
      continue;
    }
    const set = (value) => send({ ...model.get("values"), [control.name]: value });
    const [row, refresh] = makers[control.kind](control, set);
    refreshers[control.name] = refresh;
    box.append(row);
  }
  buttons.append(press("Back to the start", () => send(model.get("start"))));
  box.append(buttons);
  const refresh = () => Object.entries(model.get("values")).forEach(([name, value]) => refreshers[name](value));
  return [box, refresh];
}
