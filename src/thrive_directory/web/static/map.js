// Offers a map that can be moved in place of the picture, and fetches what it needs only when it is asked for. All from our
// own server: an outline and the same rings and pins. Without this script the picture and the list say everything.
const figure = document.querySelector(".td-map[data-map]")

function load(element, attributes) {
  return new Promise((done, failed) => {
    const made = Object.assign(document.createElement(element), attributes, { onload: done, onerror: failed })
    document.head.append(made)
  })
}

async function open(button) {
  const { map, script, style, outline, name, option, source } = figure.dataset
  button.disabled = true
  const [kingdom] = await Promise.all([
    fetch(outline, { credentials: "omit" }).then((answer) => answer.json()),
    load("link", { rel: "stylesheet", href: style }),
    load("script", { src: script }),
  ])
  const { middle, pins, rings } = JSON.parse(map)
  const box = document.createElement("div")
  box.className = "td-map__movable"
  figure.querySelector("svg").replaceWith(box)
  button.remove()
  draw(window.L, box, { middle, pins, rings, kingdom, option, source })
  box.setAttribute("role", "region")
  box.setAttribute("aria-label", name)
  box.focus()
}

function draw(L, box, { middle, pins, rings, kingdom, option, source }) {
  const still = { fadeAnimation: false, zoomAnimation: false, markerZoomAnimation: false, inertia: false }
  const shown = L.map(box, { ...still, attributionControl: false, scrollWheelZoom: false, minZoom: 5, maxZoom: 16 })
  shown.fitBounds(L.latLng(middle).toBounds(2 * Math.max(...rings.map(([metres]) => metres))))
  L.control.attribution({ prefix: false }).addAttribution(source).addTo(shown)
  L.geoJSON(kingdom, { interactive: false, style: { className: "td-map__outline", fillOpacity: 1, weight: 1 } }).addTo(shown)
  for (const [radius, text] of rings) {
    L.circle(middle, { radius, className: "td-map__ring", fill: false, weight: 1, interactive: false }).addTo(shown)
    const label = Object.assign(document.createElement("span"), { textContent: text })
    const icon = L.divIcon({ className: "td-map__miles", html: label, iconSize: [80, 16], iconAnchor: [40, 18] })
    const foot = L.latLng(middle).toBounds(2 * radius).getSouth()
    L.marker([foot, middle[1]], { icon, keyboard: false, interactive: false }).addTo(shown).getElement().style.textAlign = "center"
  }
  L.circleMarker(middle, { radius: 5, className: "td-map__middle", stroke: false, fillOpacity: 1, interactive: false }).addTo(shown)
  for (const [lat, lon, text] of pins) {
    const link = Object.assign(document.createElement("a"), { href: `#option-${text.split(",")[0]}`, textContent: text })
    link.setAttribute("aria-label", `${option} ${text}`)
    const icon = L.divIcon({ className: "td-map__spot", html: link, iconSize: [18 + 9 * text.length, 28] })
    L.marker([lat, lon], { icon, keyboard: false }).addTo(shown)
  }
}

if (figure) {
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "govuk-button govuk-button--secondary td-map__open",
    textContent: figure.dataset.open,
  })
  button.addEventListener("click", () => open(button).catch(() => (button.disabled = false)))
  figure.append(button)
}
