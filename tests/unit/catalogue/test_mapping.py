"""Ages and tags, as they are told and as they are kept."""

import pytest

from tests.catalogue_records import CAMDEN, GUIDANCE, plain, tags
from thrive_directory.catalogue.mapped import Mapper
from thrive_directory.catalogue.mapping import map_record
from thrive_directory.catalogue.vocabulary import term_id
from thrive_directory.errors import BadRecord
from thrive_directory.geo.areas import Area, AreaRegister
from thrive_directory.sources.record import AgeRecord

ANXIETY = term_id("need", "anxiety")
MAPPER = Mapper("test", "s", {ANXIETY}, AreaRegister({CAMDEN: Area(CAMDEN, "Camden", "local-authority")}))


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        (AgeRecord(), (None, None, None)),
        (AgeRecord(minimum=11), (11, None, None)),
        (AgeRecord(maximum=17), (None, 17, 18)),  # until the 18th birthday
        (AgeRecord(until=19), (None, 18, 19)),  # up to the age of 19
        (AgeRecord(until=17.5), (None, 17, 17.5)),  # 17 and a half: 17 is the last completed year
        (AgeRecord(minimum=0, maximum=4), (0, 4, 5)),
        (AgeRecord(minimum=16, maximum=25, until=25.5), (16, 25, 25.5)),
    ],
)
def test_a_maximum_and_an_exact_bound_say_each_other(
    told: AgeRecord, kept: tuple[float | None, float | None, float | None]
) -> None:
    (row,) = map_record(plain(age=told), MAPPER).rows["service"]
    assert (row["minimum_age"], row["maximum_age"], row["age_until"]) == kept


def test_ages_that_end_before_they_begin_are_refused() -> None:
    with pytest.raises(BadRecord, match="ends before it begins"):
        map_record(plain(age=AgeRecord(minimum=18, maximum=11)), MAPPER)


def test_a_term_said_twice_counts_once_and_the_confirmed_saying_wins() -> None:
    needs = (*tags("anxiety"), *tags("anxiety", status="confirmed"), *tags("anxiety"))
    (row,) = map_record(plain(needs=needs), MAPPER).rows["attribute"]
    assert (row["taxonomy_term_id"], row["status"], row["basis"]) == (ANXIETY, "confirmed", "says anxiety")


def test_two_sentences_of_one_kind_are_refused_because_only_one_could_hold() -> None:
    with pytest.raises(BadRecord, match="two things of one kind"):
        map_record(plain(guidance=(*GUIDANCE, GUIDANCE[0])), MAPPER)
