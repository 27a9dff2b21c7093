"""HTTP for programs: translates requests to queries and answers to JSON; decides nothing."""
