"""Offers that the question leaves out by id: the one a person is already waiting for. No other rule names an offer."""

import numpy as np

from thrive_directory.search.rules.judgement import Judgement, Question, certain


def judge_left_out(question: Question) -> Judgement | None:
    """A silent no for the offers named, a yes for all others."""
    named = question.query.leave_out
    if not named:
        return None
    snapshot = question.snapshot
    numbers = [snapshot.offer_index[offer_id] for offer_id in named if offer_id in snapshot.offer_index]
    others = ~np.isin(question.hood.ints("offer"), numbers)
    return Judgement("left_out", certain(others), is_filter=True)
