"""The Home tab as a person opens it, and its buttons."""

from pathlib import Path

from tests.scenarios.world import MUST, RULESET, World, shown, world

WORDS = RULESET.words


async def opened(made: World, who: str) -> str:
    await made.sandbox.open_home(made.person(who))
    await made.settled()
    return shown(made.sandbox.seen_by(made.person(who))["home"])


async def pressed(made: World, action: str, who: str) -> str:
    view = made.sandbox.seen_by(made.person(who))["home"]
    await made.sandbox.press(made.person(who), action, view_id=view["id"])
    await made.settled()
    return shown(made.sandbox.seen_by(made.person(who))["home"])


async def test_a_member_reads_what_this_is_and_what_is_kept(both: World) -> None:
    home = await opened(both, "lee")

    for part in ("what", "looks_for", "keeps", "never", "yours", "contact"):
        assert WORDS[f"bot.home.{part}_title"] in home
    assert "`outcome`" in home
    assert WORDS["bot.home.guide_title"] not in home


async def test_a_manager_has_the_guide_by_list_or_group(tmp_path: Path) -> None:
    config = '[people]\nmanagers = ["U0RAJPA003"]\nmanager_group = "S0MANAGER1"\n'
    async with world(tmp_path, config=config + 'contact = "Ada, IT"\n') as made:
        for who in ("raj", "manager"):
            assert WORDS["bot.home.guide_title"] in await opened(made, who)
        home = await opened(made, "ana")
        assert WORDS["bot.home.guide_title"] not in home
        assert "Ada, IT" in home


async def test_nothing_of_others_stands_in_it(here: World) -> None:
    await here.post(MUST)
    await here.ask("mute 7")
    home = await opened(here, "ana")

    for other in ("manager", "raj", "lee", "admin"):
        assert here.person(other) not in home
        assert here.sandbox.people[other].name not in home
    assert WORDS["bot.home.usual"] in home
    assert here.channel("general") not in home


async def test_a_mute_is_shown_with_its_end_and_ended_by_a_button(both: World) -> None:
    await both.ask("mute 7")
    assert "<!date^" in await opened(both, "manager")

    assert WORDS["bot.home.usual"] in await pressed(both, "home_unmute", "manager")
    await both.post(MUST)
    assert [note for note in both.notes() if "nudge_why" in shown(note["blocks"])]


async def test_notes_come_as_messages_where_that_is_wished(here: World) -> None:
    await opened(here, "manager")
    assert WORDS["bot.home.direct"] in await pressed(here, "home_direct", "manager")
    await here.post(MUST)
    (note,) = here.notes()
    assert note["channel"].startswith("D")

    assert WORDS["bot.home.here"] in await pressed(here, "home_here", "manager")


async def test_a_draft_is_checked_from_home(here: World) -> None:
    await opened(here, "lee")
    await pressed(here, "home_check", "lee")

    assert here.modal("lee")["callback_id"] == "draft_form"


async def test_the_messages_tab_publishes_no_home(here: World) -> None:
    event = {"type": "app_home_opened", "user": here.person("lee"), "tab": "messages"}
    here.sandbox.post_office.event(event, None)
    await here.settled()

    assert not here.asked("views.publish")
