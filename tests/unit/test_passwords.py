import re
import secrets
import unicodedata

import bcrypt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit_authenticator.utilities.hasher import Hasher

from lib.gateway import guessing, passwords
from lib.gateway.port import AccountError

EMAIL = "anna.schmidt1990@example.org"

GOOD = """
correct lamp river seven
purple otter climbs slowly
vier ungleiche socken im schrank
la lune mange des fraises
manzana bajo la tormenta
три рыжих кота на крыше
雨の日は本を読むのが好き
window-gravel-oyster
Tr0ub4dor&3x-kelp
mossy.anvil.quartz
ninety geese went north
the kettle sang at noon
Blauer!Kiesel42Tasse
coffee tiger rainbow lamp
my dragon eats only parsnips
I left the gate open in 1987
zebra+fennel=soup
under the 3rd bridge, left
pebble_lantern_walrus
yesterday was mostly turnips
eleven wet umbrellas
QuietOtter;LoudKettle
hjk3-Vw8p-2mQz
x7Gq!pL0v2Tz
Lb4u9sYh2K
f3nnel&mar1gold
tea at half past nine please
gib mir bitte drei kekse
su gato duerme en mi silla
parapluie rouge sans toit
kastanie nebel leuchtturm
sgriob leum eisg
password manager made of cheese
happy little accidents in oil
monkey puzzle tree in Devon
sunflower oil, two spoons
qwerty is no way to dance
winter is for reading novels
anna builds crooked birdhouses
🐢🐘🦊🐧🦁🐙🦉🐬🦋🐞
été à la plage, très tôt
""".strip().splitlines()

BAD = """
password12
password123!
Password2024!
P@ssw0rd2024
p4ssw0rd!!!!
PASSWORD!!!!!
passwordpassword
password password
drowssap123
passwort2024
1234567890
12345678901
0987654321
1111111111
1212121212
123456789a
a123456789
1234567890a
qwertyuiop
Qwertyuiop1!
poiuytrewq
asdfghjkl123
qwerty12345
1q2w3e4r5t
q1w2e3r4t5
1qaz2wsx3edc
!qaz2wsx3edc
zaq12wsxcde3
qazwsxedcrfv
abcdefghij
abcdefghij1
abcd1234efgh
abc123xyz!!
qwe123asd456!
!@#$%^&*()
aaaaaaaaaaaa
ababababab
abcabcabcabc
iloveyou123
i love you 123
I.Love.You!
iloveyouforever
letmein2024!
welcome12345
Welcome@123
admin123456
administrator1
sunshine2024
$unsh1ne123
football99!!
superman1234
liverpool1892
princess!!!1
trustno1trustno1
helloworld1!
hello hello hello
helloworldhelloworld1
correct horse battery staple
correcthorsebatterystaple1
summer2024!!
Winter2023/24
December2025
qwertyqwerty1
wellspring2024
0791234567
01.01.1990
1990-01-01
+44 7911 123456
anna.schmidt1990
annaschmidt1
schmidt1990!
Schmidt!2024
ANNA-SCHMIDT
tdimhcs1990
anna.schmidt1990@example.org
example2024!
ﬁrst1234567
""".strip().splitlines()


def refusal(call, *given) -> str:
    with pytest.raises(AccountError) as caught:
        call(*given)
    return caught.value.sentence


# E-mail -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Anna@Example.ORG", "anna@example.org"),
        ("  anna@example.org\n", "anna@example.org"),
        ("ａｎｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "anna@example.org"),
        ("an\u212aa@example.org", "anka@example.org"),
        ("a+b_c%d-e.f@sub.example.org", "a+b_c%d-e.f@sub.example.org"),
    ],
)
def test_one_address_however_it_is_typed(typed, kept):
    assert passwords.normalise_email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "anna", "anna@", "@example.org", "anna@example", "anna example@example.org", "a@b@example.org",
        "anna@exam\nple.org", "anna@example.org\0", "anna@example.org,eve@example.org", "Anna <anna@example.org>",
        "anna..b@example.org", ".anna@example.org", "anna.@example.org", "anna@.example.org", "anna@example..org",
        "jürgen@example.org", "anna@exämple.org", "аnna@example.org", "a" * 250 + "@b.co", "\ud800@example.org",
        "'; drop table x;--@example.org", "anna@example.org\r\nBcc: eve@example.org", "ß" * 200_000,
    ],
)  # fmt: skip
def test_what_is_no_address_gets_the_sentence(typed):
    assert refusal(passwords.normalise_email, typed) == passwords.EMAIL_NOT_VALID


@given(st.text(max_size=40) | st.emails())
def test_normalising_twice_changes_nothing(text):
    try:
        once = passwords.normalise_email(text)
    except AccountError:
        return
    assert passwords.normalise_email(once) == once
    assert once == once.lower()
    assert once.isascii()
    assert re.fullmatch(r"\S+@\S+", once)


# What a good password is --------------------------------------------------------------------------------------


@pytest.mark.parametrize("password", GOOD)
def test_good_password_is_taken(password):
    passwords.check_new_password(password, EMAIL)


@pytest.mark.parametrize("password", BAD)
def test_password_that_others_guess_is_refused(password):
    assert refusal(passwords.check_new_password, password, EMAIL) == passwords.TOO_COMMON


@pytest.mark.parametrize("word", ["sunshine", "trustnoone", "qwertyuiop", "football", "iloveyou"])
@pytest.mark.parametrize(
    "shape",
    ["{w}123", "123{w}", "{w}!!", "{W}", "{t}2024", "{w} {w}", "{b}99", "{w}abc123", "*{w}*", "{l}", "{l}1!"],
)
def test_known_word_is_known_in_every_disguise(word, shape):
    leet = word.translate(str.maketrans("oleas", "01345"))
    disguised = shape.format(w=word, W=word.upper(), t=word.title(), b=word[::-1], l=leet)

    assert guessing.is_guessable(disguised, EMAIL)


def test_every_word_of_the_list_is_refused_with_a_year_behind_it():
    missed = [word for word in guessing.common() if not guessing.is_guessable(f"{word}2024", EMAIL)]

    assert missed == []


def test_own_address_is_no_password_and_a_strangers_is_not_looked_at():
    own = "herbert.quietwater@post.example"

    assert guessing.is_guessable("quietwater77", own)
    assert guessing.is_guessable("HerbertQuietwater", own)
    assert not guessing.is_guessable("quietwater77", EMAIL)


def test_short_parts_of_an_address_are_no_reason_to_refuse():
    assert not guessing.is_guessable("bo-likes-to-row-boats", "bo@row.example")


def test_random_passwords_are_taken():
    made = [secrets.token_urlsafe(12) for _ in range(500)]

    refused = [password for password in made if guessing.is_guessable(password, EMAIL)]

    assert len(refused) <= 1


@settings(max_examples=300)
@given(st.text(max_size=90))
def test_any_text_is_taken_or_refused_with_a_sentence(password):
    sentences = {passwords.TOO_SHORT, passwords.TOO_LONG, passwords.NOT_TYPED, passwords.TOO_COMMON}
    try:
        passwords.check_new_password(password, EMAIL)
    except AccountError as error:
        assert error.sentence in sentences
    else:
        assert len(password) >= 10
        assert len(password.encode()) <= 72


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", passwords.TOO_SHORT),
        ("kelp!Otr9", passwords.TOO_SHORT),
        ("水水山川火土月", passwords.TOO_SHORT),
        (" " * 12, passwords.TOO_COMMON),
        ("kelp otter\0 lamp", passwords.NOT_TYPED),
        ("kelp otter\ud800 lamp", passwords.NOT_TYPED),
        ("kelp otter " * 7, passwords.TOO_LONG),
        ("kelp otter " * 100_000, passwords.TOO_LONG),
        ("山川の水は冷たくて美味しいと言われるが本当だろうか", passwords.TOO_LONG),
    ],
)
def test_length_and_characters_are_checked(password, sentence):
    assert refusal(passwords.check_new_password, password, EMAIL) == sentence


def test_longest_password_counts_to_its_last_byte():
    longest = "kelp otter lamp river seven purple anvil gravel window oyster moss quar✓"
    assert len(longest.encode()) == 74
    fits, other = longest[:-1] + "t", longest[:-1] + "s"

    passwords.check_new_password(fits, EMAIL)
    hashed = passwords.hash_password(fits)

    assert len(fits.encode()) == 72
    assert passwords.matches(fits, hashed)
    assert not passwords.matches(other, hashed)
    assert refusal(passwords.check_new_password, longest, EMAIL) == passwords.TOO_LONG


# How it is kept -----------------------------------------------------------------------------------------------


def test_hash_is_one_that_supabase_auth_makes():
    hashed = passwords.hash_password("window-gravel-oyster")

    assert re.fullmatch(r"\$2a\$10\$[./A-Za-z0-9]{53}", hashed)
    assert bcrypt.checkpw(b"window-gravel-oyster", hashed.encode())


def test_hash_that_supabase_auth_made_is_understood():
    made_elsewhere = bcrypt.hashpw("größer als zwölf".encode(), bcrypt.gensalt(10, prefix=b"2a")).decode()

    assert passwords.matches("größer als zwölf", made_elsewhere)
    assert not passwords.matches("größer als zwolf", made_elsewhere)


def test_same_password_never_makes_the_same_hash():
    assert passwords.hash_password("window-gravel-oyster") != passwords.hash_password("window-gravel-oyster")


def test_letters_count_as_they_were_typed():
    composed = unicodedata.normalize("NFC", "été à la plage")

    hashed = passwords.hash_password(composed)

    assert passwords.matches(composed, hashed)
    assert not passwords.matches(composed.upper(), hashed)


@pytest.fixture
def counted(monkeypatch):
    """How often a password was really compared, with what."""
    costs = []
    compare = Hasher.check_pw

    def check_pw(password, hashed):
        costs.append(hashed[:7])
        return compare(password, hashed)

    monkeypatch.setattr(Hasher, "check_pw", staticmethod(check_pw))
    return costs


@pytest.mark.parametrize(
    ("password", "hashed"),
    [
        ("window-gravel-oyster", None),
        ("window-gravel-oyster", ""),
        ("", passwords.hash_password("window-gravel-oyster")),
        ("x" * 73, passwords.hash_password("window-gravel-oyster")),
        ("x" * 1_000_000, None),
        ("nul\0in the middle", passwords.hash_password("window-gravel-oyster")),
        ("half \ud800", passwords.hash_password("window-gravel-oyster")),
        ("wrong one", passwords.hash_password("window-gravel-oyster")),
    ],
    ids=["unknown", "no password", "empty", "too long", "too long and unknown", "nul", "half a character", "wrong"],
)
def test_every_wrong_password_costs_one_comparison_of_the_full_price(counted, password, hashed):
    right = passwords.matches(password, hashed)

    assert right is False
    assert counted == ["$2a$10$"]


def test_account_without_a_password_opens_to_nothing(monkeypatch):
    # An account that came from Supabase without a password has an empty one.
    monkeypatch.setattr(Hasher, "check_pw", staticmethod(lambda password, hashed: True))

    opened = [passwords.matches(password, hashed) for hashed in (None, "") for password in ("", "x", "anything")]

    assert opened == [False] * 6
