// Pointing at a map fills the fields for latitude and longitude.
for (const picker of document.querySelectorAll("[data-bb-pick]")) {
  const svg = picker.querySelector("svg");
  const pin = picker.querySelector(".bb-map__chosen");
  const words = picker.querySelector("[data-chosen]");
  const form = picker.closest("form");
  picker.hidden = false;
  svg.addEventListener("click", (event) => {
    event.preventDefault();
    const matrix = svg.getScreenCTM().inverse();
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    const { west, north, scaleX, scaleY } = svg.dataset;
    form.elements.lon.value = (Number(west) + x / Number(scaleX)).toFixed(6);
    form.elements.lat.value = (Number(north) - y / Number(scaleY)).toFixed(6);
    pin.setAttribute("cx", x);
    pin.setAttribute("cy", y);
    words.textContent = words.dataset.chosen;
  });
}
