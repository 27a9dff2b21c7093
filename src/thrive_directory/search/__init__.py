"""Search as a pure function of a snapshot and a query. No database, no network, no clock."""
