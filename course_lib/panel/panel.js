// A panel: controls, the picture that they move, and its words.

const BETWEEN_WORDS = 2000; // milliseconds: a screen reader cannot follow 25 sentences a second
const NOTICES = {
  live: "",
  waiting: "Waiting for the kernel …",
  lost: "This picture has lost its kernel: run its cell again.",
};

// Returns what tells a screen reader a text: at once, or at most every other second.
function speaker(region) {
  let [said, timer] = [-Infinity, null];
  return (text, patiently) => {
    const speak = () => {
      said = performance.now();
      region.textContent = text;
    };
    clearTimeout(timer);
    const wait = said + BETWEEN_WORDS - performance.now();
    if (patiently && wait > 0) timer = setTimeout(speak, wait);
    else speak();
  };
}

// Does something when the browser has shown what was last drawn; a page that nobody sees shows
// nothing, and must not keep the kernel waiting.
function whenShown(action) {
  if (document.hidden) return action();
  let done = false;
  const once = () => {
    if (!done) action();
    done = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, 250);
}

function render({ model, el }) {
  const drawing = element("div", { class: "drawing" });
  const words = element("p", { class: "words", "aria-hidden": "true" }); // for the eye: never late
  const spoken = element("p", { class: "spoken", role: "status" });
  const picture = element("div", { class: "picture" }, drawing, words, spoken);
  const notice = element("p", { class: "notice", tabindex: "-1", "aria-live": "polite" });
  const speak = speaker(spoken);

  const late = () => {
    const [values, shown] = [model.get("values"), model.get("shown")];
    return Object.keys(values).some((name) => values[name] !== shown[name]);
  };
  const line = kernelLine(
    model,
    () => late() || model.get("playing"),
    (state, asked) => {
      // A screen reader waits while the picture is not that of the newest values; so do the tests.
      picture.setAttribute("aria-busy", late() || asked);
      if (el.dataset.state === state) return;
      const focused = controls.contains(document.activeElement);
      el.dataset.state = state;
      notice.textContent = NOTICES[state];
      controls.disabled = state === "lost";
      if (focused && controls.disabled) notice.focus(); // keys must not fall through to the notebook
    },
  );
  const [controls, refresh] = controlsOf(model, (name) => line.ask({ press: name }));
  const draw = () => {
    const number = model.get("number");
    drawing.innerHTML = model.get("svg");
    drawing.firstElementChild.setAttribute("aria-label", `${model.get("title")}: picture, described below`);
    words.textContent = model.get("text");
    speak(model.get("text"), model.get("playing"));
    if (model.get("playing")) whenShown(() => line.say({ taken: number })); // the next one may come
  };
  const listeners = {
    values: () => (refresh(), line.look()),
    number: () => (draw(), line.heard()),
    playing: () => line.look(),
  };
  el.classList.add("course-panel");
  el.setAttribute("role", "group");
  el.setAttribute("aria-label", model.get("title"));
  el.append(controls, element("div", { class: "shown" }, notice, picture));
  // JupyterLab takes keys for its shortcuts (b, m, arrows) unless the focused element itself has this.
  const focusable = el.querySelectorAll("button, input, select, .drawing, .notice");
  focusable.forEach((each) => each.setAttribute("data-lm-suppress-shortcuts", "true"));
  refresh();
  draw();
  Object.entries(listeners).forEach(([name, listener]) => model.on(`change:${name}`, listener));
  line.ask();
  line.check();
  return () => {
    Object.entries(listeners).forEach(([name, listener]) => model.off(`change:${name}`, listener));
    line.close();
  };
}

export default { initialize, render };
