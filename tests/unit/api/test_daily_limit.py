"""How often an address may report something: counted in memory, by a hash that means nothing the day after."""

from datetime import date, timedelta

from thrive_directory.api.daily_limit import DailyLimit

DAY = date(2026, 11, 22)


def test_an_address_has_its_share_each_day_and_others_theirs():
    limit = DailyLimit(most=2)
    assert [limit.allows("192.0.2.1", DAY) for _ in range(3)] == [True, True, False]
    assert limit.allows("192.0.2.2", DAY)
    assert limit.allows("192.0.2.1", DAY + timedelta(1))


def test_one_customer_of_ipv6_is_one_address():
    limit = DailyLimit(most=1)
    assert limit.allows("2001:db8::1", DAY)
    assert not limit.allows("2001:db8::ffff:2", DAY)
    assert limit.allows("2001:db8:0:1::1", DAY)


def test_a_flood_from_everywhere_is_bounded_too():
    limit = DailyLimit(most_in_all=3)
    assert sum(limit.allows(f"192.0.2.{at}", DAY) for at in range(10)) == 3


def test_no_address_is_in_memory_and_the_hash_of_another_day_is_another():
    limit = DailyLimit()
    limit.allows("192.0.2.1", DAY)
    assert "192.0.2.1" not in repr(limit)
    first = set(limit._counts)
    limit.allows("192.0.2.1", DAY + timedelta(1))
    assert first.isdisjoint(limit._counts)
    assert len(limit._counts) == 1
