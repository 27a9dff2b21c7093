"""The routes, a file for each thing that is served. Each translates HTTP and decides nothing."""
