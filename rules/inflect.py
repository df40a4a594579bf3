"""English inflection at load time: the forms of a verb or noun, tagged."""

from typing import Final

BASE, S, PAST, ING = "base", "s", "past", "ing"

_IRREGULAR: Final = {
    "be": ("is", "was", "being"),
    "bring": ("brings", "brought", "bringing"),
    "buy": ("buys", "bought", "buying"),
    "choose": ("chooses", "chose|chosen", "choosing"),
    "come": ("comes", "came", "coming"),
    "cut": ("cuts", "cut", "cutting"),
    "do": ("does", "did|done", "doing"),
    "draw": ("draws", "drew|drawn", "drawing"),
    "find": ("finds", "found", "finding"),
    "forget": ("forgets", "forgot|forgotten", "forgetting"),
    "get": ("gets", "got|gotten", "getting"),
    "give": ("gives", "gave|given", "giving"),
    "go": ("goes", "went|gone", "going"),
    "have": ("has", "had", "having"),
    "hide": ("hides", "hid|hidden", "hiding"),
    "hit": ("hits", "hit", "hitting"),
    "hold": ("holds", "held", "holding"),
    "keep": ("keeps", "kept", "keeping"),
    "lead": ("leads", "led", "leading"),
    "leave": ("leaves", "left", "leaving"),
    "lend": ("lends", "lent", "lending"),
    "let": ("lets", "let", "letting"),
    "lose": ("loses", "lost", "losing"),
    "make": ("makes", "made", "making"),
    "pay": ("pays", "paid", "paying"),
    "put": ("puts", "put", "putting"),
    "read": ("reads", "read", "reading"),
    "say": ("says", "said", "saying"),
    "see": ("sees", "saw|seen", "seeing"),
    "sell": ("sells", "sold", "selling"),
    "send": ("sends", "sent", "sending"),
    "set": ("sets", "set", "setting"),
    "shoot": ("shoots", "shot", "shooting"),
    "show": ("shows", "showed|shown", "showing"),
    "sing": ("sings", "sang|sung", "singing"),
    "speak": ("speaks", "spoke|spoken", "speaking"),
    "spread": ("spreads", "spread", "spreading"),
    "stick": ("sticks", "stuck", "sticking"),
    "sling": ("slings", "slung", "slinging"),
    "take": ("takes", "took|taken", "taking"),
    "tell": ("tells", "told", "telling"),
    "think": ("thinks", "thought", "thinking"),
    "throw": ("throws", "threw|thrown", "throwing"),
    "wear": ("wears", "wore|worn", "wearing"),
    "win": ("wins", "won", "winning"),
    "write": ("writes", "wrote|written", "writing"),
    "rewrite": ("rewrites", "rewrote|rewritten", "rewriting"),
    "overdo": ("overdoes", "overdid|overdone", "overdoing"),
}
_DOUBLING: Final = frozenset(
    [
        "tag",
        "plug",
        "pop",
        "swap",
        "drop",
        "chip",
        "step",
        "slap",
        "whap",
        "pin",
        "log",
        "plan",
        "trim",
        "clip",
        "snap",
        "bin",
        "flip",
        "ship",
        "sub",
        "chat",
    ]
)
_VOWELS: Final = "aeiou"


def forms(word: str) -> list[tuple[str, str]]:
    """Every form of a word with its tag: base, s (also a plural), past, ing."""
    s, past, ing = _IRREGULAR.get(word) or _regular(word)
    pairs = [(word, BASE), (s, S), (ing, ING)]
    return pairs + [(form, PAST) for form in past.split("|")]


def _regular(word: str) -> tuple[str, str, str]:
    if word in _DOUBLING:
        stem = word + word[-1]
        return word + "s", stem + "ed", stem + "ing"
    if word.endswith("e"):
        return (
            word + "s",
            word + "d",
            (word[:-2] + "ying" if word.endswith("ie") else word[:-1] + "ing"),
        )
    if word.endswith("y") and len(word) > 1 and word[-2] not in _VOWELS:
        return word[:-1] + "ies", word[:-1] + "ied", word + "ing"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es", word + "ed", word + "ing"
    return word + "s", word + "ed", word + "ing"
