"use strict";
(function () {
  const form = document.querySelector(".filters");
  const cards = Array.from(document.querySelectorAll(".card"));

  function filterCards() {
    const words = form.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const levels = new Set(Array.from(form.querySelectorAll("[name=level]:checked"), (box) => box.value));
    const all = form.querySelectorAll("[name=level]").length;
    let shown = 0;
    for (const card of cards) {
      const findings = Array.from(card.querySelectorAll(".finding"));
      let left = 0;
      for (const finding of findings) {
        finding.hidden = !levels.has(finding.dataset.level);
        left += finding.hidden ? 0 : 1;
      }
      const text = card.textContent.toLowerCase();
      const isFound = words.every((word) => text.includes(word));
      card.hidden = !isFound || (levels.size < all && left === 0);
      shown += card.hidden ? 0 : 1;
    }
    form.querySelector(".found").textContent = shown + " of " + cards.length + " shown";
  }

  if (form && cards.length > 0) {
    form.hidden = false;
    form.addEventListener("input", filterCards);
    form.addEventListener("submit", (event) => event.preventDefault());
    filterCards();
  }

  const connectors = Array.from(document.querySelectorAll(".connector"));

  function filterConnectors() {
    const words = form.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const connector of connectors) {
      const name = connector.querySelector(".name").textContent.toLowerCase();
      const isWanted = !form.broke.checked || connector.classList.contains("broke");
      connector.hidden = !isWanted || !words.every((word) => name.includes(word));
      shown += connector.hidden ? 0 : 1;
    }
    form.querySelector(".found").textContent = shown + " of " + connectors.length + " shown";
  }

  if (form && connectors.length > 0) {
    form.hidden = false;
    form.addEventListener("input", filterConnectors);
    form.addEventListener("submit", (event) => event.preventDefault());
    filterConnectors();
  }

  for (const command of document.querySelectorAll(".command")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", () => {
      const selection = getSelection();
      const range = document.createRange();
      range.selectNodeContents(command);
      selection.removeAllRanges();
      selection.addRange(range);
      const done = document.execCommand("copy");
      button.textContent = done ? "Copied" : "Selected: copy it with your keys";
    });
    command.after(button);
  }
})();
