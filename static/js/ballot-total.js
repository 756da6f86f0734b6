// Keeps the total on the ballot up to date while choosing. The server counts again, always.
for (const total of document.querySelectorAll("[data-bb-total]")) {
  const form = total.closest("form");
  const limit = Number(total.dataset.limit);
  const unit = total.dataset.unit;
  const language = document.documentElement.lang;
  // Isolated, so that an amount keeps its order inside a right-to-left sentence.
  const write = (value) => `\u2066${spell(value)}\u2069`;
  const spell = (value) =>
    unit === "euro"
      ? new Intl.NumberFormat(`${language}-u-nu-latn`, {
          style: "currency",
          currency: "EUR",
          minimumFractionDigits: value % 100 ? 2 : 0,
        }).format(value / 100)
      : String(value);

  // An Arabic or Persian keyboard has figures of its own.
  const number = (text) =>
    Number(text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (sign) => sign.charCodeAt(0) & 15)) || 0;

  const update = () => {
    const chosen = [...form.querySelectorAll("[data-cost]:checked")];
    const points = [...form.querySelectorAll("[data-points]")];
    let used = chosen.length;
    if (unit === "euro") used = chosen.reduce((sum, box) => sum + Number(box.dataset.cost), 0);
    if (unit === "points") used = points.reduce((sum, box) => sum + number(box.value), 0);
    const over = used > limit;
    const values = { count: chosen.length, used: write(used), left: write(Math.abs(limit - used)) };
    const sentence = over ? total.dataset.over : total.dataset.left;
    total.querySelector(".bb-total__text").textContent = sentence.replace(
      /\{(\w+)\}/g,
      (_, name) => values[name],
    );
    const bar = total.querySelector("progress");
    bar.hidden = false;
    bar.value = Math.min(used, limit);
    total.classList.toggle("bb-total--over", over);
  };
  form.addEventListener("input", update);
  update();
}
