"""Settings that an admin changes from Slack: read as typed, checked as the file is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.changes import SetSetting, Value
from bot.config import Config
from bot.live_settings import (
    OPERATORS,
    SettingError,
    read_setting,
    settable,
    value_of,
    with_setting,
)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("nudge.daily", "5", 5),
        ("NUDGE.daily", " 5 ", 5),
        ("nudge.managers_only", "on", True),
        ("nudge.managers_only", "no", False),
        ("channels.excluded", "<#C0GENERAL1|general>, <#C0MARKET02>", ["C0GENERAL1", "C0MARKET02"]),
        ("channels.excluded", "C0GENERAL1 C0GENERAL1", ["C0GENERAL1"]),
        ("channels.excluded", "none", []),
        ("people.manager_group", "<!subteam^S0MANAGER1|@managers>", "S0MANAGER1"),
        ("people.contact", "<@U0ADANO006>", "U0ADANO006"),
        ("people.contact", "the people team", "the people team"),
        ("admin.channel", "<#C0LEADS005|leads>", "C0LEADS005"),
        ("admin.channel", "none", ""),
        ("nudge.policy_link", "https://example.com/policy", "https://example.com/policy"),
    ],
)
def test_a_setting_is_read_as_people_type_it(name: str, typed: str, value: Value) -> None:
    change = read_setting(name, typed)

    assert change.value == value
    assert value_of(with_setting(Config(), change), change.name) == value


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("nudge.daily", "0", "nudge.daily: input should be greater than or equal to 1"),
        ("nudge.daily", "many", "nudge.daily: input should be a valid integer"),
        ("nudge.managers_only", "perhaps", "nudge.managers_only"),
        ("channels.excluded", "general", "no id as Slack makes them"),
        ("nudge.dayly", "5", "did you mean nudge.daily?"),
        ("zzz", "5", "zzz is no setting"),
        ("people.admins", "U1", "people.admins is set in config.toml only"),
        ("nudge.policy_link", "javascript:alert(1)", "no web address"),
    ],
)
def test_what_cannot_be_set_says_why(name: str, typed: str, said: str) -> None:
    with pytest.raises(SettingError, match=said.replace("?", r"\?").replace("(", r"\(")):
        read_setting(name, typed)


def test_who_is_an_admin_and_what_is_kept_cannot_be_changed_from_slack() -> None:
    assert not OPERATORS & settable().keys()
    for name in OPERATORS:
        with pytest.raises(SettingError):
            with_setting(Config(), SetSetting(name=name, value=True))


@given(st.sampled_from(sorted(settable())), st.text(max_size=200))
def test_whatever_is_typed_is_a_setting_or_a_sentence(name: str, typed: str) -> None:
    try:
        change = read_setting(name, typed)
    except SettingError:
        return
    assert change.name == name
    with_setting(Config(), change)
