"""What is remembered in this process only, bounded, and gone when it stops: its one door.

What is kept on disk is in `bot.storage`; between the two, that is all the app ever knows.
"""

from bot.memory.acquaintance import Acquaintance
from bot.memory.asks import RETRY_SECONDS, MemoryAsks, Past
from bot.memory.claims import CLAIM_SECONDS, MemoryClaims, MemoryCooldown, no_notes_yet
from bot.memory.expiring import Expiring
from bot.memory.operations import MemoryOperations
from bot.memory.turns import Turns
from bot.memory.wishes import MemoryWishes

__all__ = [
    "CLAIM_SECONDS",
    "RETRY_SECONDS",
    "Acquaintance",
    "Expiring",
    "MemoryAsks",
    "MemoryClaims",
    "MemoryCooldown",
    "MemoryOperations",
    "MemoryWishes",
    "Past",
    "Turns",
    "no_notes_yet",
]
