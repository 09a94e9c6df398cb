// What a view knows of the kernel behind it: whether somebody is there, and whether an answer is due.

const PATIENCE = 400; // milliseconds until a picture says that it waits
const SILENCE = 15000; // and until an idle kernel that does not answer is given up
const ENDED = ["restarting", "autorestarting", "terminating", "dead"]; // states of a kernel

// `busy` says whether the picture is not yet what it should be; `changed` is told "live", "waiting"
// or "lost", and whether an answer is due. Whatever a view asks has a number, and the kernel answers
// with that number.
function kernelLine(model, busy, changed) {
  const view = Math.random().toString(36).slice(2);
  const manager = model.widget_manager;
  const session = manager?.context?.sessionContext; // JupyterLab's; other front ends keep theirs
  let [asked, answered, askedAt, busySince, cut, timer] = [0, 0, 0, null, false, null];

  const say = (message) => {
    try {
      model.send({ view, ...message });
    } catch {
      cut = true; // the kernel of this model has gone
    }
  };
  const ask = (message = {}) => {
    if (answered === asked) askedAt = performance.now();
    say({ ...message, ask: ++asked });
    look();
  };
  const lost = () => {
    const kernel = manager?.kernel;
    if (kernel === null || ENDED.includes(kernel?.status)) cut = true;
    const silent = answered < asked && performance.now() - askedAt > SILENCE;
    const idle = kernel?.status === "idle" && kernel.connectionStatus === "connected";
    return cut || kernel?.connectionStatus === "disconnected" || (silent && idle);
  };
  const look = () => {
    clearTimeout(timer);
    const due = busy() || answered < asked;
    busySince = due ? (busySince ?? performance.now()) : null;
    const waited = due ? performance.now() - busySince : 0;
    const waits = waited >= PATIENCE;
    if (waits && answered === asked && !cut) return ask(); // is anybody there?
    if (due) timer = setTimeout(look, waits ? PATIENCE : PATIENCE - waited);
    changed(lost() ? "lost" : waits ? "waiting" : "live", answered < asked);
  };
  const heard = () => {
    [cut, busySince] = [false, null];
    look();
  };
  const answer = () => {
    answered = Math.max(answered, model.get("answered")[view] ?? 0);
    heard();
  };
  // A model that was restored from a file, or outlived its kernel, has no line at all.
  const check = async () => {
    try {
      cut ||= !(await manager.get_model(model.get("key"))).comm_live;
    } catch {
      // a front end that does not say so: silence will tell
    }
    look();
  };
  const gone = () => say({ gone: true });
  const signals = ["statusChanged", "kernelChanged", "connectionStatusChanged"].map((name) => session?.[name]);
  const again = (_session, status) => (status === "connected" ? ask() : check());
  signals.forEach((signal) => signal?.connect(again));
  window.addEventListener("pagehide", gone);
  model.on("change:answered", answer);
  model.on("comm_live_update", check);
  const close = () => {
    gone();
    clearTimeout(timer);
    signals.forEach((signal) => signal?.disconnect(again));
    window.removeEventListener("pagehide", gone);
    model.off("change:answered", answer);
    model.off("comm_live_update", check);
  };
  return { ask, say, look, heard, check, close };
}
