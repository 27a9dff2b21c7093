"""The rules of eligibility and the filters: one question of a query each, answered yes, no or unknown in a sentence."""
