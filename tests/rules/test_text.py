from hypothesis import given
from hypothesis import strategies as st

from rules.text import LONGEST, Token, clip, read

SPELLING = {"pls": "please", "dont": "don't"}


def tokens(text: str) -> tuple[Token, ...]:
    return read(text, SPELLING, frozenset({"but"})).tokens


def words(text: str) -> list[str]:
    return [token.word for token in tokens(text)]


def test_words_are_lowered_spelled_and_straightened() -> None:
    assert words("Pls DON’T like Sam's post") == ["please", "don't", "like", "sam", "post"]


def test_slack_markup_becomes_classes_of_words() -> None:
    kinds = [
        token.kind for token in tokens("<@U1> <!here> <#C1|general> :tada: 12 #launch £5 at 9am")
    ]
    assert kinds == ["@user", "@all", "@channel", "@emoji", "@num", "@tag", "@money", "", "@time"]


def test_a_link_is_named_as_people_say_it_and_its_label_is_read() -> None:
    assert words("<https://www.linkedin.com/posts/1|our post>") == ["linkedin", "our", "post"]
    assert words("https://x.com/a https://uk.indeed.com/b https://glassdoor.co.uk/c") == [
        "x.com",
        "indeed",
        "glassdoor",
    ]


def test_offsets_point_at_the_text_as_it_was_given() -> None:
    text = "&gt; quoted words here\nİstanbul: please :tada: share"
    for token in tokens(text):
        assert 0 <= token.start <= token.end <= len(text)
    share = tokens(text)[-1]
    assert text[share.start : share.end] == "share"


def test_quotations_code_and_quoted_lines_are_somebody_elses() -> None:
    text = "&gt; everyone must repost\nHe said “please share it now” and `share_buffer`. I don't."
    quoted = {token.word for token in tokens(text) if token.quoted}
    assert {"everyone", "must", "repost", "please", "share", "it", "now"} <= quoted
    assert not {"he", "said", "don't"} & quoted


def test_two_quoted_words_are_a_name_not_a_speech() -> None:
    assert not any(token.quoted for token in tokens('Please use "Northwave Ltd" there'))


def test_sentences_end_at_marks_and_lines_and_clauses_at_but() -> None:
    first, second = tokens("share it. like it")[0], tokens("share it. like it")[2]
    assert (first.sentence, second.sentence) == (0, 1)
    before, after = tokens("optional but nice")[0], tokens("optional but nice")[1]
    assert before.sentence == after.sentence
    assert before.clause != after.clause


def test_a_question_mark_marks_its_sentence() -> None:
    reading = read("Do we have to? I will not.", {}, frozenset())
    assert reading.ends == {0: "?", 1: "."}


def test_list_items_know_the_head_of_their_list() -> None:
    reading = read("I need from you:\n- a banner\n- a like\n\nThanks", {}, frozenset())
    items = [t.sentence for t in reading.tokens if t.word in ("banner", "like")]
    assert {reading.heads[sentence] for sentence in items} == {0}
    assert reading.tokens[-1].sentence not in reading.heads


def test_padding_does_not_hide_the_end_of_a_long_text() -> None:
    text = "word " * 8_000 + "please share"
    assert len(clip(text)[0]) <= LONGEST + 1
    last = tokens(text)[-1]
    assert text[last.start : last.end] == "share"


@given(st.text(alphabet=st.characters(), max_size=400))
def test_any_text_is_read_and_every_offset_lies_inside_it(text: str) -> None:
    for token in tokens(text):
        assert 0 <= token.start <= token.end <= len(text)


@given(st.text(alphabet="<>@!#|&;gt:`*_~\"“”'’.?!,-•1) \nab", max_size=300))
def test_markup_in_any_disorder_is_read(text: str) -> None:
    for token in tokens(text):
        assert 0 <= token.start <= token.end <= len(text)


def test_single_quotation_marks_quote_a_sentence_and_apostrophes_do_not() -> None:
    said = tokens("Does anyone know if the 'please share the post' thing is a must?")
    assert [t.word for t in said if t.quoted] == ["please", "share", "the", "post"]
    for text in ("Don't share the guys' banner, it's theirs", "get 'em all to share it, that's it"):
        assert not any(token.quoted for token in tokens(text))


def test_german_quotation_marks_close_where_they_end() -> None:
    said = tokens("Er schrieb „bitte alle teilen“ und ging. Please share")
    assert [t.word for t in said if t.quoted] == ["bitte", "alle", "teilen"]
