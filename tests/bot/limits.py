"""Slack's limits, held against blocks by the SDK's own validation and by count."""

from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import Block as SdkBlock

LIMITS = {"section": 3_000, "context": 2_000, "header": 150}


def texts(blocks: object) -> Iterator[str]:
    if isinstance(blocks, dict):
        if isinstance(blocks.get("text"), str):
            yield blocks["text"]
        blocks = list(blocks.values())
    if isinstance(blocks, list):
        for one in blocks:
            yield from texts(one)


def assert_within_limits(blocks: list[dict[str, Any]], most: int = 50) -> None:
    assert 0 < len(blocks) <= most
    for block in blocks:
        parsed = SdkBlock.parse(block)
        assert parsed is not None
        parsed.validate_json()
        for text in texts(block):
            assert 0 < len(text) <= LIMITS.get(block["type"], 3_000)
