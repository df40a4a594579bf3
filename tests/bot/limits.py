"""Slack's limits, held against blocks by the SDK's own models and by the sandbox's validator."""

from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import Block as SdkBlock
from slack_sdk.models.views import View as SdkView

from sandbox.limits import message_problems, view_problems

TEXT_LIMIT = 4_000
"""Characters that Slack keeps of a message's `text` (docs.slack.dev, "Truncating content")."""


def assert_message_within_limits(text: str, blocks: list[dict[str, Any]]) -> None:
    """A message that Slack takes whole."""
    assert 0 < len(text) <= TEXT_LIMIT
    assert_within_limits(blocks)


def assert_view_within_limits(view: dict[str, Any]) -> None:
    """A modal or Home tab that Slack takes."""
    assert view_problems(view) == []
    SdkView(**view).validate_json()
    assert_within_limits(view["blocks"], view["type"])


def assert_within_limits(blocks: list[dict[str, Any]], surface: str = "message") -> None:
    """Blocks that Slack takes."""
    assert blocks
    if surface == "message":
        assert message_problems(blocks) == []
    else:
        assert len(blocks) <= 100
    for block in blocks:
        parsed = SdkBlock.parse(block)
        assert parsed is not None
        parsed.validate_json()


def mrkdwn_of(blocks: object) -> Iterator[str]:
    """Every text in which Slack would read markup."""
    if isinstance(blocks, dict):
        if blocks.get("type") == "mrkdwn":
            yield blocks["text"]
        blocks = list(blocks.values())
    if isinstance(blocks, list):
        for one in blocks:
            yield from mrkdwn_of(one)
