// Makes the browser's Back undo an act: what somebody chose, dropped, cleared or went to, as one step. Streamlit
// writes over the current address what is chosen in a list, and makes a new one of each part of it that a button, a
// click on a chart or another page changes. Here the first writing after a person did something makes a new address,
// and those that follow by themselves are written over it. Streamlit itself answers Back by running the older address.
// An address opened by a code is put into words before this is read, and so is a step of its own, which nobody made:
// Back passes over it, to the page before, as the words are what it says.
// A link to another address of the tool is followed in the same way: loading the page afresh would
// forget what this visit alone knows (views saved in it, the role the demonstration is seen in).
if (!window.choicesAreHistory) {
  window.choicesAreHistory = true;
  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  let hasActed = false; // since the address was last written
  // How acts begin: what is written of one comes after. Assistive technology clicks without a pointer.
  for (const kind of ["pointerdown", "keydown", "click"]) {
    addEventListener(kind, (event) => (hasActed ||= kind !== "click" || !event.detail), true);
  }
  const opened = performance.getEntriesByType("navigation")[0]?.name;
  const reworded = opened === location.href ? undefined : opened;
  addEventListener("popstate", (event) => {
    hasActed = false;
    if (location.href !== reworded) return;
    event.stopImmediatePropagation();
    history.back();
  }, true);
  const write = (asked) => (state, title, address) => {
    const next = new URL(address ?? location.href, location.href);
    if (next.pathname === location.pathname && next.search === location.search) return asked(state, title, address);
    (hasActed ? push : replace)(state, title, address);
    hasActed = false;
  };
  history.pushState = write(push);
  history.replaceState = write(replace);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".stHtml a[href], .stAlert a[href]");
    const isPlain = !event.button && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || link.hash || !isPlain || link.origin !== location.origin) return;
    event.preventDefault();
    if (link.href === location.href) return;
    push(null, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  });
}
