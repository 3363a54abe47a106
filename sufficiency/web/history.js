// Makes the browser's Back undo a choice. Streamlit writes choices over the current address; here
// they are written as a new one, and Streamlit itself answers Back by running the older address.
// A link to another address of the tool is followed in the same way: loading the page afresh would
// forget what this visit alone knows (views saved in it, the role the demonstration is seen in).
if (!window.choicesAreHistory) {
  window.choicesAreHistory = true;
  const replace = history.replaceState.bind(history);
  history.replaceState = (state, title, address) => {
    const next = new URL(address ?? location.href, location.href);
    const isChoice = next.pathname === location.pathname && next.search !== location.search;
    if (isChoice) history.pushState(state, title, address);
    else replace(state, title, address);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".stHtml a[href]");
    const isPlain = !event.button && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || link.hash || !isPlain || link.origin !== location.origin) return;
    event.preventDefault();
    if (link.href === location.href) return;
    history.pushState(null, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  });
}
