"""A small pack for tests that are about the commands, not about the shipped rules."""

from rules import RuleSet, parse_pack

LANGUAGE = 'openers = ["please"]\nbreakers = ["but"]\nspelling = {}\n'
LEXICON = """
[concepts]
change = ["change", "update"]
picture = ["linkedin|facebook picture|cover"]
option = ["if you like"]
"""
PROFILE = """
id = "profile"
kind = "ask"
title = "A changed profile"
why = "A profile shows a person, not a company."
[[when]]
all = ["change", "picture"]
[examples]
nudged = ["Please change your LinkedIn picture."]
clear = ["Please change the lightbulb."]
"""
TRACKING = """
id = "tracking"
kind = "sign"
title = "Looking who did"
why = "Being watched is no free choice."
say = ["i will check"]
[examples]
nudged = ["Please change your LinkedIn picture, I will check."]
clear = ["Please change your LinkedIn picture."]
"""
OWN_ACT = """
id = "own-act"
kind = "clear"
title = "Telling of one's own act"
why = "Whoever tells of their own profile asks nobody."
say = ["my linkedin picture"]
[examples]
nudged = ["Please change your LinkedIn picture."]
clear = ["I change my LinkedIn picture each spring."]
"""
WITHDRAWN = """
id = "withdrawn"
kind = "clear"
scope = "message"
title = "An ask taken back"
why = "What is taken back presses nobody."
say = ["forget what i asked"]
[examples]
nudged = ["Please change your LinkedIn picture."]
clear = [
  "Nobody has to, forget what I asked.",
  "Change your LinkedIn picture? Forget what I asked.",
]
"""

ASK = "Please change your LinkedIn picture."
OFFER = "There is a new one: change your LinkedIn picture if you like."
BACK = "Nobody has to, forget what I asked."


def pack_texts(**changed: str) -> dict[str, str]:
    """Give the pack's files; a changed one by the name of its rule, or as `lexicon`."""
    files = {
        "en/language.toml": LANGUAGE,
        "en/lexicon/things.toml": changed.get("lexicon", LEXICON),
        "en/asks/profile.toml": changed.get("profile", PROFILE),
        "en/signs/tracking.toml": changed.get("tracking", TRACKING),
        "en/clear/own-act.toml": changed.get("own_act", OWN_ACT),
        "en/clear/withdrawn.toml": changed.get("withdrawn", WITHDRAWN),
    }
    return {name: text for name, text in files.items() if text}


def small_rules(**changed: str) -> RuleSet:
    """Compile the pack."""
    return parse_pack(pack_texts(**changed))
