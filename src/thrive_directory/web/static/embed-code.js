// Shows what is chosen as soon as it is: asks the server for the same page with these choices, and takes from it the notes, the
// lines to paste and the preview. Without this script the button does it.
const form = document.querySelector("form[data-code]")
let latest = 0

async function update() {
  const mine = ++latest
  const answer = await fetch(`${form.action}?${new URLSearchParams(new FormData(form))}`, { credentials: "omit" })
  const read = document.createElement("template") // what stands in one is inert: it loads, runs and styles nothing
  read.innerHTML = await answer.text()
  if (!answer.ok || mine !== latest) return
  const page = read.content
  for (const text of page.querySelectorAll("[data-copies] textarea")) document.getElementById(text.id).value = text.value
  for (const id of ["notes", "preview"]) document.getElementById(id).replaceWith(page.getElementById(id))
  const said = form.querySelector("[role=status]")
  said.textContent = [...document.querySelectorAll("#notes p")].map((note) => note.textContent).join(" ") || said.dataset.updated
}

form.addEventListener("change", () => update().catch(() => {}))
