"""Places as values: postcodes, areas, names, coverage, distance. Imports nothing of ours but errors."""
