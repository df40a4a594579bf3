"""The fair way: a resource handed over once, in a person's name, and another wording on request."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rules
from bot.sharing import NOTE_LIMIT, WHAT_LIMIT, WHERE_LIMIT, Resource, resource_note
from rules import Verdict
from tests.scenarios.world import CLEAR, FAIR, MUST, PRESS, RULESET, World, shown

WORDS = RULESET.words
COVERS = {"what": "The covers for our anniversary", "link": "https://x.example/covers"}


async def share(here: World, typed: dict[str, str], who: str = "manager") -> dict[str, Any]:
    """Open the form, fill it in and send it: the errors it came back with."""
    await here.ask("share", who=who)
    values = {
        name: {"typed": {"type": "plain_text_input", "value": typed.get(name, "")}}
        for name in ("what", "link", "where", "note")
    }
    errors = await here.sandbox.submit(here.person(who), here.modal(who)["id"], values)
    await here.settled()
    return errors


async def test_a_resource_is_posted_once_in_its_persons_name(both: World) -> None:
    assert not await share(both, COVERS | {"where": "Folder Pictures", "note": "Ana drew them."})

    (posted,) = both.public()
    said = shown(posted["blocks"])
    assert COVERS["what"] in said
    assert COVERS["link"] in said
    assert "Ana drew them." in said
    assert WORDS["bot.share.choice"] in said
    assert f"<@{both.person('manager')}>" in said
    assert not both.notes()


async def test_it_counts_as_the_one_ask_of_its_person(here: World) -> None:
    await share(here, COVERS)
    await here.ask("share")
    assert WORDS["bot.share.again"] in shown(here.modal()["blocks"])

    await here.post("Our launch post is here if anyone would like to share it. Entirely optional.")
    (note,) = here.notes()
    assert WORDS["nudge.greeting.firm"] in shown(note["blocks"])


async def test_others_are_told_nothing_of_it(here: World) -> None:
    await share(here, COVERS)
    await here.ask("share", who="ana")

    assert WORDS["bot.share.again"] not in shown(here.modal("ana")["blocks"])


@pytest.mark.parametrize(
    ("typed", "field", "key"),
    [
        ({"what": PRESS}, "what", "bot.share.presses"),
        ({"what": "Covers", "note": MUST}, "note", "bot.share.presses"),
        ({"what": "Covers", "note": "Everyone must use one."}, "note", "bot.share.presses"),
        ({"what": "Covers", "note": "I will check who did."}, "note", "bot.share.presses"),
        ({"what": "Covers", "where": "On the tick list"}, "where", "bot.share.presses"),
        ({"what": "Covers", "link": "covers"}, "link", "bot.share.no_link"),
        ({"what": "Covers", "link": "https://x.example|<!channel>"}, "link", "bot.share.no_link"),
    ],
)
async def test_what_presses_or_is_no_link_stays_in_the_form(
    typed: dict[str, str], field: str, key: str, here: World
) -> None:
    assert await share(here, typed) == {field: WORDS[key]}
    assert not here.public()
    assert here.modal()["callback_id"] == "share_form"


async def test_a_refusal_of_slack_loses_nothing(here: World) -> None:
    here.sandbox.fault(method="chat.postMessage", error="is_archived")

    assert await share(here, COVERS) == {"what": WORDS["bot.share.unposted"]}
    assert not here.public()


async def test_another_wording_is_suggested_for_ones_own_message(here: World) -> None:
    ts = await here.post(MUST)
    place = (here.channel("general"), ts)
    await here.sandbox.shortcut(here.person("manager"), "suggest_wording", *place)
    await here.settled()

    form = shown(here.modal()["blocks"])
    assert "If anyone would like to share our launch post" in form
    assert WORDS["bot.kinder.edited_label"] in form
    assert "/archives/" in form
    assert here.counted()["checked"] == 1


async def test_a_message_that_is_fair_needs_no_other_wording(here: World) -> None:
    ts = await here.post(FAIR)
    await here.sandbox.shortcut(
        here.person("manager"), "suggest_wording", here.channel("general"), ts
    )
    await here.settled()

    assert WORDS["bot.kinder.fine"] in shown(here.modal()["blocks"])
    assert here.counted()["checked"] == 1


async def test_no_wording_is_suggested_for_what_another_wrote(here: World) -> None:
    ts = await here.post(CLEAR)
    place = (here.channel("general"), ts)
    await here.sandbox.shortcut(here.person("ana"), "suggest_wording", *place)
    await here.settled()

    assert WORDS["bot.suggest.not_yours"] in shown(here.modal("ana")["blocks"])
    assert "checked" not in here.counted()


TYPED = st.text(st.sampled_from("<>&@!|*_~` :\n#hcanel"), max_size=NOTE_LIMIT)


@given(TYPED, TYPED, TYPED)
def test_nothing_typed_pings_links_or_passes_the_limits(what: str, where: str, note: str) -> None:
    resource = Resource(what[:WHAT_LIMIT], "", where[:WHERE_LIMIT], note)
    made = resource_note(resource, "U1", WORDS)
    (block,) = made.blocks
    said = block["text"]["text"].replace("<@U1>", "")
    assert "<" not in said
    assert len(block["text"]["text"]) <= 3_000
    assert len(made.text) <= 4_000


def test_the_words_around_a_resource_would_get_no_note() -> None:
    for text in (WORDS["bot.share.choice"], WORDS["bot.share.presses"], WORDS["bot.share.intro"]):
        assert rules.judge(text, RULESET).verdict <= Verdict.OPTIONAL, text
