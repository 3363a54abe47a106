// Charts are drawn in the colours of the page, which Streamlit changes by itself when the system turns dark or
// light, and then asks nothing anew until somebody clicks. So the address is answered once more, as after Back.
if (!window.schemeIsFollowed) {
  window.schemeIsFollowed = true;
  const ask = () => setTimeout(() => dispatchEvent(new PopStateEvent("popstate")), 400);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ask);
}
