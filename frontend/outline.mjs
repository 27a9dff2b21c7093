// Writes the outline of the United Kingdom as GeoJSON, from Natural Earth by way of `world-atlas`, for the map that can be
// moved. Three decimals are a hundred yards: the outline is for knowing where one is, not for measuring.
import { readFileSync, writeFileSync } from "node:fs"
import { feature } from "topojson-client"

const UNITED_KINGDOM = "826" // ISO 3166-1 numeric
const atlas = JSON.parse(readFileSync(new URL("node_modules/world-atlas/countries-10m.json", import.meta.url)))
const kingdom = atlas.objects.countries.geometries.find(({ id }) => id === UNITED_KINGDOM)
const { geometry } = feature(atlas, kingdom)
const rounded = (point) => point.map((degrees) => Math.round(degrees * 1000) / 1000)
geometry.coordinates = geometry.coordinates.map((polygon) => polygon.map((ring) => ring.map(rounded)))
writeFileSync(process.argv[2], JSON.stringify(geometry))
