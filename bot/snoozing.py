"""What a person may wish for their own notes: silence for a while, silence on a rule, another way.

Kept at their own request only, each with an end; nobody else can read or set it.
"""

from dataclasses import dataclass

from bot.ports import Wish, Wishes

DAY_SECONDS = 86_400
LONGEST_DAYS = 365
"""How long a mute without an end of its own is kept: nothing about a person stays for ever."""

ALL, DIRECT = "all", "direct"
DAY, WEEK, RULE, HERE = "day", "week", "rule", "here"
SPANS = {DAY: 1, WEEK: 7, ALL: LONGEST_DAYS}
"""Choices of silence and their days."""


@dataclass(frozen=True, slots=True)
class State:
    """A person's own wishes, for their own eyes."""

    until: float | None = None
    """When their silence ends, in seconds since 1970."""
    rules: tuple[str, ...] = ()
    """Rules that they muted."""
    direct: bool = False
    """Whether their notes come as direct messages."""


@dataclass(frozen=True, slots=True)
class Snoozing:
    """Keeps and tells a person's wishes. Errors of the store pass through."""

    wishes: Wishes
    rules: frozenset[str]
    """Ids of the rules that can be muted."""

    async def silences(self, team: str, user: str, rule: str) -> bool:
        """Whether the person wants no note, at all or by this rule."""
        for what in (ALL, _rule(rule)):
            if await self.wishes.until((team, user, what)) is not None:
                return True
        return False

    async def wants_direct(self, team: str, user: str) -> bool:
        """Whether the person wants notes as direct messages."""
        return await self.wishes.until((team, user, DIRECT)) is not None

    async def mute(self, team: str, user: str, days: int = LONGEST_DAYS) -> None:
        """Send the person no notes for some days."""
        await self.wishes.keep((team, user, ALL), days * DAY_SECONDS)

    async def unmute(self, team: str, user: str) -> bool:
        """Send notes again, by all rules; whether anything had been muted."""
        state = await self.state(team, user)
        muted = [(team, user, ALL), *((team, user, _rule(rule)) for rule in state.rules)]
        await self.wishes.drop(*muted)
        return state.until is not None or bool(state.rules)

    async def choose(self, team: str, user: str, choice: str, rule: str = "") -> bool:
        """Do what was chosen from a note's menu; False for what is no choice of ours."""
        if choice in SPANS:
            await self.mute(team, user, SPANS[choice])
        elif choice == RULE and rule in self.rules:
            await self._keep((team, user, _rule(rule)))
        elif choice == DIRECT:
            await self._keep((team, user, DIRECT))
        elif choice == HERE:
            await self.wishes.drop((team, user, DIRECT))
        else:
            return False
        return True

    async def state(self, team: str, user: str) -> State:
        """All that the person wished for."""
        rules = [
            rule
            for rule in sorted(self.rules)
            if await self.wishes.until((team, user, _rule(rule))) is not None
        ]
        until = await self.wishes.until((team, user, ALL))
        return State(until, tuple(rules), await self.wants_direct(team, user))

    async def _keep(self, wish: Wish) -> None:
        await self.wishes.keep(wish, LONGEST_DAYS * DAY_SECONDS)


def _rule(rule: str) -> str:
    return f"rule:{rule}"
