"""Text that shows as it was typed."""

import pytest

from components import plain


@pytest.mark.parametrize("text", ["Oats 60 g", "Salt & pepper, 2½ cups", "1,850 kcal (about)", "Jam. And more - much!"])
def test_plain_words_stay_as_they_are(text):
    assert plain.label(text) == text


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("**bold** _x_", r"\*\*bold\*\* \_x\_"), ("see ![x](y)", r"see !\[x\](y)"), ("# big", r"\# big"),
        ("1. one", r"1\. one"),
        ("- point", r"\- point"), ("<b>", r"\<b\>"), ("$x$", r"\$x\$"), (":red[x]", r"\:red\[x\]"), ("a\nb", "a b"),
        ("\u202eabc", " abc"), ("`x`", r"\`x\`"), ("https&colon;//x", r"https\&colon;//x"), ("&#58;red", r"\&#58;red"),
    ],
)  # fmt: skip
def test_marks_lose_their_meaning(typed, written):
    assert plain.label(typed) == written


@pytest.mark.parametrize("address", ["https://evil.example/x", "www.evil.example", "a@evil.example"])
def test_an_address_is_no_link(address):
    assert address not in plain.label(address).replace("\\", "")
    assert plain.label(address).replace("\\", "").replace(plain.JOINER, "") == address


@pytest.mark.parametrize(
    "text", ["a -> b", "a <- b", "a -- b", "a >= b", "a <= b", "a ~= b", ":material/home:", ":streamlit:"]
)
def test_no_picture_is_made_of_signs(text):
    written = plain.label(text)

    # Put in after the marks have been read, so that a backslash alone would not help.
    assert text not in written.replace("\\", "")
    assert written.replace("\\", "").replace(plain.JOINER, "") == text
