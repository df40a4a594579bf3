"""Saying, changing and taking back messages, so that the app hears of what everybody sees."""

from sandbox import events
from sandbox.delivery import Post
from sandbox.workspace import Json, Message, Workspace


class Talk:
    """Changes channels and tells the app. Private notes make no event, as in Slack."""

    def __init__(self, workspace: Workspace, post: Post) -> None:
        self._workspace, self._post = workspace, post

    def say(self, message: Message) -> None:
        """Put a message into its channel."""
        self._workspace.add(message)
        if message.only_for is None:
            channel = self._workspace.channel(message.channel)
            self._post.event(events.posted(message, channel, self._workspace), channel)

    def change(self, message: Message, text: str, blocks: list[Json] | None) -> None:
        """Give a message another text; unchanged, it was only unfurled."""
        before = events.message_body(message, self._workspace)
        is_edit = (text, blocks) != (message.text, message.blocks)
        message.text, message.blocks = text, blocks
        if is_edit and message.only_for is None:
            message.edited_ts = self._workspace.new_ts()
        self._workspace.on_change()
        if message.only_for is None:
            channel = self._workspace.channel(message.channel)
            event = events.changed(message, before, channel, self._workspace)
            self._post.event(event, channel)

    def remove(self, message: Message) -> None:
        """Take a message back."""
        before = events.message_body(message, self._workspace)
        self._workspace.remove(message)
        if message.only_for is None:
            channel = self._workspace.channel(message.channel)
            self._post.event(events.deleted(before, channel, self._workspace), channel)
