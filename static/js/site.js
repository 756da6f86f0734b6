// Fetches htmx only where a page asks for it; every page works without. Not before the page is
// complete: htmx starts on DOMContentLoaded, or at once on a complete page, and coming in between
// the two it would wait for something that is over.
const source = document.currentScript.dataset.htmx;
addEventListener("load", () => {
  if (!document.querySelector("[hx-get], [hx-post], [hx-boost]")) return;
  const script = document.createElement("script");
  script.src = source;
  document.head.append(script);
});

// An open menu closes on Escape and on a click elsewhere.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector(".bb-menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".bb-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
