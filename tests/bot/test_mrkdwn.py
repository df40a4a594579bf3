"""What is echoed pings nobody, links nowhere, and stays within its limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mrkdwn import clip, escape, readable


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<https://x.example/a|our post>", "our post"),
        ("<https://x.example/a>", "https://x.example/a"),
        ("<@U012AB3CD>", "@someone"),
        ("<@U012AB3CD|dana>", "@dana"),
        ("<#C012AB3CD>", "#channel"),
        ("<#C012AB3CD|general>", "#general"),
        ("<!channel>", "@channel"),
        ("<!subteam^S1|@social>", "social"),
        ("a &amp; b\n\n c", "a & b c"),
        ("&lt;!channel&gt;", "<!channel>"),
        ("a < b", "a < b"),
    ],
)
def test_slack_markup_reads_as_a_person_reads_it(text: str, read: str) -> None:
    assert readable(text) == read


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("<!channel> & <@U1>", "&lt;!channel&gt; &amp; &lt;@U1&gt;"),
        ("&lt;", "&amp;lt;"),
        (":tada: at 10:30", ":\u200btada: at 10:30"),
        ("a\x00b", "ab"),
    ],
)
def test_nothing_of_the_text_is_left_to_slack_to_read(text: str, escaped: str) -> None:
    assert escape(text, 100) == escaped


@given(st.text(max_size=400) | st.text("&<>:a", max_size=400), st.integers(10, 300))
def test_escaped_text_is_within_its_limit_and_whole_in_its_entities(text: str, limit: int) -> None:
    escaped = escape(text, limit)

    assert len(escaped) <= limit
    assert not set("<>") & set(escaped)
    rest = escaped.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
    assert "&" not in rest


def test_a_cut_text_says_that_it_goes_on() -> None:
    assert clip("abcdef", 4) == "abc…"
    assert escape("&" * 100, 20) == "&amp;&amp;&amp;…"
