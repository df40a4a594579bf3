"""What admins do from Slack: see, try, change and undo rules and settings. Its one door."""

from bot.admin.desk import Admin, Opening
from bot.admin.saving import Saving
from bot.admin.words import ADMIN_WORDS

__all__ = ["ADMIN_WORDS", "Admin", "Opening", "Saving"]
