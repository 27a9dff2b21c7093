"""Has anybody confirmed that the offer still runs? Nobody is refused for it; its own penalty ranks it."""

from thrive_directory.search.answer import Ask
from thrive_directory.search.rules.judgement import Judgement, Question, verdicts

_ASK = Ask("unconfirmed", "Ask whether it is still running: nobody has confirmed that.")


def judge_confirmed(question: Question) -> Judgement:
    """One to ask where nobody has."""
    unconfirmed = question.hood.flags("unconfirmed")
    return Judgement("confirmed", verdicts(~unconfirmed, unconfirmed), ask=lambda _: _ASK, doubt=0.0)
