// Completes the name of a place while it is typed, from our own list. Nothing with a digit in it is sent: a postcode needs
// no completing, and stays in the page until the form is sent. Without this script the form works all the same.
const box = document.querySelector('input[list="places"]')
const list = document.getElementById("places")
let wanted = ""

async function suggest() {
  const text = box.value.trim()
  if (text === wanted || text.length < 3 || /\d/.test(text)) return
  wanted = text
  const answer = await fetch(`/places?q=${encodeURIComponent(text)}`, { credentials: "omit" })
  if (!answer.ok || text !== wanted) return
  const { places } = await answer.json()
  list.replaceChildren(...places.map(({ label }) => new Option(label, label)))
}

if (box && list) {
  let pause
  box.addEventListener("input", () => {
    clearTimeout(pause)
    pause = setTimeout(() => suggest().catch(() => {}), 150)
  })
}
