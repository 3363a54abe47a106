// The keys of Find: / or Ctrl+K go to its box, the arrows up and down its list, Enter opens the first of it or
// the one gone to, Escape leaves it. The list is shown while the keyboard is in it (style.css).
if (!window.findHasKeys) {
  window.findHasKeys = true;
  const box = () => document.querySelector(".st-key-find_box input");
  const links = () => [...document.querySelectorAll(".st-key-find_box .finds a")];
  const openFirst = (tries) => {
    const list = document.querySelector(".st-key-find_box .finds");
    const isAnswer = list && box() && list.dataset.asked === box().value.slice(0, 80).trim();
    if (isAnswer && links().length) links()[0].click();
    else if (!isAnswer && tries > 0) setTimeout(openFirst, 50, tries - 1);
  };
  document.addEventListener("keydown", (event) => {
    const at = event.target;
    const isTyping = at.closest?.("input, textarea, select, [contenteditable=true]");
    const isSlash = event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey;
    const isCtrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if ((isSlash || isCtrlK) && box()) {
      event.preventDefault();
      box().focus();
      box().select();
      return;
    }
    if (!at.closest?.(".st-key-find_box")) return;
    if (event.key === "Escape") at.blur();
    if (event.key === "Enter" && at === box() && box().value.trim()) openFirst(100);
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [box(), ...links()];
    const next = stops[stops.indexOf(at) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  // Where a press on a link does not give it the keyboard, the list would close before the link is followed.
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest?.(".st-key-find_box .finds")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".st-key-find_box .finds a")) setTimeout(() => document.activeElement?.blur());
  });
}
