"""Agreement with labelled messages, counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import Ask, Judgement, Sign, Verdict
from rules.lines import Labelled, LabelledEpisode, PostedLabelled
from rules.scoring import Score, Scored, Tally, as_data, judge_labelled
from tests.rules.small import ASK, OFFER, small_rules

RULES = small_rules()


def scored(labelled: str, judged: str, **more: object) -> Scored:
    labels = Labelled(id="1", text="a", verdict=Verdict(labelled), asks=(), signs=())
    return Scored("1", labels, Judgement(Verdict(judged)), **more)  # type: ignore[arg-type]


def test_precision_recall_and_f1_are_what_they_are() -> None:
    tally = Tally(hits=6, false_alarms=2, missed=4)
    assert (tally.precision, tally.recall) == (0.75, 0.6)
    assert tally.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))


def test_a_share_of_nothing_is_nothing() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (None, None, None)


def test_nudged_means_gentle_or_stronger() -> None:
    score = Score()
    for pair in [("gentle", "serious"), ("optional", "gentle"), ("firm", "optional")]:
        score.count(scored(*pair))
    assert score.overall.nudged == Tally(hits=1, false_alarms=1, missed=1)
    assert (score.overall.right, score.overall.exact) == (0, 0.0)


def test_asks_and_signs_count_each_and_all_together() -> None:
    labels = Labelled(
        id="1", text="", verdict=Verdict.FIRM, asks=(Ask.PROFILE,), signs=(Sign.REWARD,)
    )
    judged = Judgement(Verdict.FIRM, (Ask.PROFILE, Ask.AMPLIFY), ())
    score = Score()
    score.count(Scored("1", labels, judged))
    assert score.asks[Ask.PROFILE] == Tally(hits=1)
    assert score.asks[Ask.AMPLIFY] == Tally(false_alarms=1)
    assert score.all_asks == Tally(hits=1, false_alarms=1)
    assert score.all_signs == Tally(missed=1)


def test_labels_left_out_are_not_held_against_the_rules() -> None:
    score = Score()
    item = Labelled(id="1", text=ASK, verdict=Verdict.GENTLE)
    for one in judge_labelled(item, RULES):
        score.count(one)
    assert score.all_asks == Tally()
    assert score.overall.exact == 1.0


def test_groups_are_counted_apart() -> None:
    score = Score()
    score.count(scored("clear", "clear", kind="natural", writer="w1"))
    score.count(scored("clear", "firm", kind="hard", writer="w1"))
    assert {kind: group.exact for kind, group in score.kinds.items()} == {
        "natural": 1.0,
        "hard": 0.0,
    }
    assert score.writers["w1"].messages == 2


def test_an_episodes_messages_are_scored_in_their_time() -> None:
    posted = [
        PostedLabelled(
            ts=f"{n}.0", channel="C", user="U", text=OFFER, verdict=verdict, asks=(), signs=()
        )
        for n, verdict in enumerate([Verdict.OPTIONAL, Verdict.FIRM])
    ]
    episode = LabelledEpisode(id="e", messages=tuple(posted), kind="k")
    done = list(judge_labelled(episode, RULES))
    assert [one.agrees for one in done] == [True, True]
    assert [one.id for one in done] == ["e/0.0", "e/1.0"]


def test_the_data_holds_the_confusion_and_null_for_a_share_of_nothing() -> None:
    score = Score()
    score.count(scored("firm", "gentle", kind="k"))
    data = as_data(score)
    assert data["confusion"]["firm"]["gentle"] == 1
    assert data["nudged"]["f1"] == 1.0
    assert data["asks"]["profile"]["f1"] is None
    assert data["verdicts"] == {"exact": 0.0, "right": 0}
    assert data["kinds"]["k"]["messages"] == 1


@given(st.lists(st.tuples(st.sampled_from(Verdict), st.sampled_from(Verdict))))
def test_every_message_is_counted_once(pairs: list[tuple[Verdict, Verdict]]) -> None:
    score = Score()
    for labelled, judged in pairs:
        score.count(scored(labelled, judged))
    assert score.overall.messages == score.confusion.total() == len(pairs)
    nudged = score.overall.nudged
    assert nudged.hits + nudged.missed == sum(label >= Verdict.GENTLE for label, _ in pairs)
