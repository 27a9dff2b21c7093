"""Stages of life and of school as ages: "baby", "primary school", "at uni". Only for where no age in years is said."""

from collections.abc import Iterator, Sequence

Range = tuple[float, float]

_NEWBORN, _BABY, _TODDLER, _PRESCHOOL = (0.0, 0.0), (0.0, 1.0), (1.0, 3.0), (2.0, 4.0)
_INFANTS, _JUNIORS, _PRIMARY, _SECONDARY = (4.0, 7.0), (7.0, 11.0), (4.0, 11.0), (11.0, 16.0)
_TWEEN, _TEEN, _COLLEGE, _UNIVERSITY = (9.0, 12.0), (13.0, 18.0), (16.0, 18.0), (18.0, 25.0)

_ALONE: dict[str, Range] = {
    word: ages
    for ages, words in (
        (_NEWBORN, "newborn newborns neonate neonatal"),
        (_BABY, "baby babies babys"),
        (_TODDLER, "toddler toddlers"),
        (_PRESCHOOL, "preschool preschooler preschoolers"),
        (_INFANTS, "infants"),
        (_TWEEN, "tween tweens preteen preteens"),
        (_TEEN, "teen teens teenager teenagers teenage adolescent adolescents"),
        (_PRIMARY, "primaries"),
        (_SECONDARY, "secondaries"),
        (_UNIVERSITY, "undergraduate undergraduates fresher freshers"),
    )
    for word in words.split()
}
_SCHOOLS: dict[str, Range] = {
    "nursery": _PRESCHOOL, "infant": _INFANTS, "junior": _JUNIORS, "primary": _PRIMARY, "middle": (9.0, 13.0),
    "secondary": _SECONDARY, "high": _SECONDARY, "college": _COLLEGE, "uni": _UNIVERSITY, "university": _UNIVERSITY,
}  # fmt: skip
_PUPILS = frozenset(
    "school schools pupil pupils student students child children kid kids aged age ages teacher gate class tutor "
    "lecturer boy girl placement nurse senco counsellor".split()
)
_SCHOOL_ONLY = frozenset({"middle", "high", "junior", "infant"})  # words of other things too
_WITHIN = frozenset({"at", "in", "attends", "started"})
_GOING_THERE = frozenset("starting start starts started moving move to into transition transitioning from left".split())
_RELATED = frozenset(
    "brother brothers sister sisters bro sis blues sitter sitting shower cousin died death loss".split()
)
_HAVING = frozenset("after since until having had lost expecting losing want wants have big like another".split())


def find_stages(words: Sequence[str], breaks: Sequence[bool] = ()) -> Iterator[tuple[int, int, Range]]:
    """(start, end, ages) of each stage named, in order."""
    for at in range(len(words)):
        ages = _ALONE.get(words[at])
        if ages is not None:
            if not _is_of_another(words, at):
                start = at - 1 if at and words[at - 1] == "pre" else at
                yield start, at + 1, _TWEEN if start < at else ages
        elif words[at] in _SCHOOLS and _is_attended(words, breaks, at):
            yield at, at + 1, _SCHOOLS[words[at]]


def _is_of_another(words: Sequence[str], at: int) -> bool:
    """Whether a baby is a brother, or one that somebody is having."""
    if not words[at].startswith("bab"):
        return False
    following, before = words[at + 1 : at + 2], words[max(0, at - 2) : at]
    return bool(_RELATED.intersection(following) or _HAVING.intersection(before))


def _is_attended(words: Sequence[str], breaks: Sequence[bool], at: int) -> bool:
    """Whether somebody is at that school now: "head, primary", "at uni", not "starting secondary school"."""
    following, before = words[at + 1] if at + 1 < len(words) else "", words[at - 1] if at else ""
    if before in _GOING_THERE:
        return False
    if words[at] in _SCHOOL_ONLY:
        return following in ("school", "schools")
    if words[at] in ("primary", "secondary") and (
        not following or (before, following) == ("for", "in") or (at + 1 < len(breaks) and breaks[at + 1])
    ):
        return True
    within = before in _WITHIN or (before == "of" and words[at] in ("uni", "university"))
    return following in _PUPILS or (within and words[at] not in ("primary", "secondary"))
