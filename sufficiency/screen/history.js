// Makes the browser's Back undo a choice. Streamlit writes choices over the current address; here
// they are written as a new one, and Streamlit itself answers Back by running the older address.
if (!window.choicesAreHistory) {
  window.choicesAreHistory = true;
  const replace = history.replaceState.bind(history);
  history.replaceState = (state, title, address) => {
    const next = new URL(address ?? location.href, location.href);
    const isChoice = next.pathname === location.pathname && next.search !== location.search;
    if (isChoice) history.pushState(state, title, address);
    else replace(state, title, address);
  };
}
