"""Where the prefilter cuts a text, reading it ends a sentence, too."""

from hypothesis import given
from hypothesis import strategies as st

from rules.sentences import cut
from rules.text import read

PARTS = (
    *("share", "our post", "Foo.", "foo! ", "what?", "e.g. ", "3.5", "$5. ", "x.com. ", "10am. "),
    *("https://x.com/a. ", "<https://x.com|a. b>", "`a. b`", "\n", "-\n", " - ", "\n- ", "\n1. "),
    *('"', ' "', '" ', "```", "\n```\n", "“", "”", "?", "`", "<", ">", "&gt; "),
    *("\n> ", "\n&gt; gt", "(", ")", "but ", ", ", "; ", ":tada: ", "'", "’s ", "&lt; ", "*", "… "),
)


def words_and_places(text: str) -> list[list[tuple[str, str, bool]]]:
    """The words by sentence."""
    by_sentence: dict[int, list[tuple[str, str, bool]]] = {}
    for token in read(text, {}, frozenset({"but"})).tokens:
        by_sentence.setdefault(token.sentence, []).append((token.word, token.kind, token.quoted))
    return list(by_sentence.values())


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_the_pieces_read_as_they_do_within_the_whole(text: str) -> None:
    read_apart = [sentence for piece in cut(text) for sentence in words_and_places(piece)]
    assert read_apart == words_and_places(text)


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_every_piece_but_the_last_has_a_word(text: str) -> None:
    assert all(words_and_places(piece) for piece in cut(text)[:-1])


def test_plain_sentences_are_cut() -> None:
    assert cut("One here. Two there!\nThree") == ["One here.", "Two there!", "Three"]
