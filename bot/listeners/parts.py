"""What the listeners call: given to each of them with the request, as it is in force then."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.admin import Admin
from bot.answers import Answers
from bot.arrival import Arrival
from bot.config import Config
from bot.digest import Digest
from bot.farewell import Farewell
from bot.feedback import Feedback
from bot.home import Home
from bot.muting import Muting
from bot.numbers import Numbers
from bot.ports import Claims
from bot.replies import SlackReplies
from bot.rewording import Rewording
from bot.service import AskOnce
from bot.sharing import Sharing


@dataclass(frozen=True, slots=True)
class ListenerParts:
    """The use cases and the ways to answer."""

    ask_once: AskOnce
    answers: Answers
    feedback: Feedback
    replies: SlackReplies
    claims: Claims
    config: Config
    sharing: Sharing
    muting: Muting
    rewording: Rewording
    farewell: Farewell
    arrival: Arrival
    home: Home
    numbers: Numbers
    digest: Digest
    admin: Admin
    is_paused: Callable[[], bool]
    """Whether an admin has let the app rest."""
