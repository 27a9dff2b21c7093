"""The read model: the catalogue compiled into columns, held as immutable snapshots. Never writes to the catalogue."""
