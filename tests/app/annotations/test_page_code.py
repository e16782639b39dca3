"""Codes of pages: read back from text as it comes, refused when a letter is wrong."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.annotations.page_code import LETTERS, PageCode, page_codes

CASES = st.text("가나다허가ABC0123456789-/ ", min_size=1, max_size=24).filter(
    lambda words: words == " ".join(words.split())
)


@settings(max_examples=100, derandomize=True)
@given(case=CASES, round_=st.integers(1, 99), page=st.integers(0, 999))
def test_a_code_is_read_back_from_the_text_of_its_page(case: str, round_: int, page: int) -> None:
    code = PageCode(case=case, round=round_, page=page)
    assert page_codes(f"본문\n12 / 40\n{code.words}\n") == (code,)


@settings(max_examples=50, derandomize=True)
@given(page=st.integers(0, 999), at=st.integers(0, 4), letter=st.sampled_from(LETTERS))
def test_a_wrong_letter_is_noticed(page: int, at: int, letter: str) -> None:
    words = PageCode(case="2026-12", round=1, page=page).words
    head, letters = words[:-5], words[-5:]
    changed = letters[:at] + letter + letters[at + 1 :]
    assert (page_codes(head + changed) == ()) == (changed != letters)


def test_a_line_broken_within_a_code_does_no_harm() -> None:
    code = PageCode(case="2026-12", round=1, page=6)
    assert page_codes(code.words.replace(" ", "\n")) == (code,)
