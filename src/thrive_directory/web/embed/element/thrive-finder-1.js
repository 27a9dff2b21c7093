// <thrive-finder>: makes the frame of the help finder and fits it to what it shows. Reads and keeps nothing. MIT licence.
(() => {
  const home = new URL("/embed", document.currentScript.src)
  let made = 0
  class ThriveFinder extends HTMLElement {
    connectedCallback() {
      const frame = document.createElement("iframe"), url = new URL(home), nth = made++
      for (const name of ["accent", "area", "grouping", "audience", "lang", "site"]) {
        const value = this.getAttribute(name)
        if (value) url.searchParams.set(name, value)
      }
      frame.src = url
      frame.title = (this.getAttribute("label") || "Find help near you") + (nth ? ` (${nth + 1})` : "")
      frame.referrerPolicy = "no-referrer"
      this.style.display = "block"
      frame.style.cssText = "display:block;width:100%;height:640px;border:0"
      this.hear = ({ origin, source, data }) => {
        const height = data && data.thriveFinderHeight
        if (origin === home.origin && source === frame.contentWindow && Number.isFinite(height)) {
          frame.style.height = Math.min(Math.max(height, 160), 30000) + "px"
        }
      }
      addEventListener("message", this.hear)
      const link = [...this.childNodes]
      this.refuse = ({ effectiveDirective, blockedURI }) => {
        if (effectiveDirective === "frame-src" && blockedURI.startsWith(home.origin)) this.replaceChildren(...link)
      }
      document.addEventListener("securitypolicyviolation", this.refuse)
      let seen
      frame.onload = () => {
        if (seen && this.getBoundingClientRect().top < 0) this.scrollIntoView()
        seen = 1
      }
      this.replaceChildren(frame)
    }
    disconnectedCallback() {
      removeEventListener("message", this.hear)
      document.removeEventListener("securitypolicyviolation", this.refuse)
    }
  }
  customElements.get("thrive-finder") || customElements.define("thrive-finder", ThriveFinder)
})()
