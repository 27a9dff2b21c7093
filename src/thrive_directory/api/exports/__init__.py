"""The whole catalogue as files: lines of JSON, a table, a map, and Open Referral's tabular package. Streamed, all."""
