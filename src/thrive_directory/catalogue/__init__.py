"""The system of record: tables, vocabulary, sessions, queries, ingest. The only truth; serves no request."""
