from hypothesis import given
from hypothesis import strategies as st

from rules import Ledger

KEY, DAY = ("C1", "U1"), 86_400


def test_an_earlier_ask_stands_within_the_window() -> None:
    ledger = Ledger()
    ledger.remember(KEY, 0)
    assert ledger.asked_before(KEY, 13 * DAY)
    assert not ledger.asked_before(KEY, 15 * DAY)


def test_a_message_is_no_earlier_ask_of_itself() -> None:
    ledger = Ledger()
    ledger.remember(KEY, 5)
    ledger.remember(KEY, 5)
    assert not ledger.asked_before(KEY, 5)


def test_other_senders_and_channels_have_asks_of_their_own() -> None:
    ledger = Ledger()
    ledger.remember(KEY, 0)
    assert not ledger.asked_before(("C1", "U2"), 1)
    assert not ledger.asked_before(("C2", "U1"), 1)


def test_a_deleted_ask_no_longer_counts_and_a_withdrawal_takes_all() -> None:
    ledger = Ledger()
    for ts in (1, 2, 3):
        ledger.remember(KEY, ts)
    ledger.forget(KEY, 1)
    assert not ledger.asked_before(KEY, 2)
    ledger.clear(KEY)
    assert not ledger.asked_before(KEY, 4)


def test_a_flood_of_senders_is_bounded() -> None:
    ledger = Ledger(limit=10)
    for number in range(100):
        ledger.remember(number, 1)
    assert sum(ledger.asked_before(number, 2) for number in range(100)) == 10


@given(st.lists(st.integers(0, 60).map(lambda day: day * DAY), max_size=12))
def test_the_ledger_agrees_with_looking_at_every_earlier_ask(times: list[int]) -> None:
    ledger = Ledger()
    for n, ts in enumerate(sorted(times)):
        earlier = [t for t in sorted(times)[:n] if ts - 14 * DAY <= t < ts]
        assert ledger.asked_before(KEY, ts) == bool(earlier)
        ledger.remember(KEY, ts)
