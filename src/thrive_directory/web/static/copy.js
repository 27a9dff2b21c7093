// A button for every text that can be copied, which says aloud what it did. Where the browser does not allow it, the text is
// opened and selected instead. Of what was copied nothing is told but which offers they were, to be counted. Without this
// script the texts stand on the page to be selected.
function count(group, kind) {
  if (!group.dataset.offers) return // what is copied is no offer: the lines for a website
  navigator.sendBeacon?.("/count", new URLSearchParams([["kind", kind], ...group.dataset.offers.split(" ").map((id) => ["id", id])]))
}

function say(group, words) {
  const said = group.querySelector("[role=status]")
  said.textContent = ""
  setTimeout(() => (said.textContent = words), 50) // the same words twice are read out twice
}

async function copy(group, area) {
  try {
    await navigator.clipboard.writeText(area.value)
  } catch {
    area.closest("details").open = true
    area.focus()
    area.select()
    return say(group, group.dataset.failed)
  }
  say(group, area.dataset.done)
  count(group, "copy")
}

for (const group of document.querySelectorAll("[data-copies]")) {
  for (const area of group.querySelectorAll("textarea")) {
    const { button: text, note, name } = area.dataset
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      className: "govuk-button govuk-button--secondary",
      textContent: note ? `${text} (${note})` : text,
    })
    const whose = Object.assign(document.createElement("span"), { className: "govuk-visually-hidden", textContent: `: ${name}` })
    button.append(whose)
    button.addEventListener("click", () => copy(group, area))
    group.querySelector(".td-copies__buttons").append(button)
  }
}

// Printing, for those who would not look for it in their browser's menu. A print is counted once, however often it is made.
const printing = document.querySelector("[data-print]")
if (printing) {
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "govuk-button",
    textContent: printing.dataset.print,
  })
  button.addEventListener("click", () => print())
  printing.append(button)
  addEventListener("beforeprint", () => count(printing, "print"), { once: true })
}
