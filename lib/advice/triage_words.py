"""A text as triage reads it: small letters, one blank between words, common misspellings put right.

What is read is a line like " no chest pain , slept well . ": every word and every mark has a blank on both sides.
"""

import re
import unicodedata
from collections.abc import Iterator

# Letters of other scripts that look like Latin ones.
LOOKALIKES = str.maketrans("аеорсухіјѕԁһαενοικτυρ", "aeopcyxijsdhaevoiktup")
# Forms of Arabic that unfold to many letters each; no rule has a word in them.
UNFOLDING = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
APOSTROPHES = re.compile("['’‘ʼ`´′＇]")
MANY_OF_ONE_LETTER = re.compile(r"([a-z])\1{2,}")
NEW_LINE = re.compile("[\r\n\u2028\u2029]+")
# Two dots and more are a pause, one dot is an end.
PAUSE = re.compile(r"\.{2,}")
TOKEN = re.compile(r"[a-z0-9]+|[.!?;]+|,")
NOT = re.compile(r" (do|did|does|is|was|were|are|could|would|should|have|has|had) not(?= )")
CAN_NOT = re.compile(r" (?:can not|cant|unable to|not able to|cannot even|cant even)(?= )")
WILL_NOT = re.compile(r" will not(?= )")
MY_SELF = re.compile(r" my self(?= )")

SHORTEST_TO_SWAP = 5
SHORTEST_TO_DROP = 7
# Words that carry a rule, and that people misspell by a letter.
CARRYING = """
    abdominal anaphylaxis anorexia antidepressant antidepressants antibiotics bleeding breastfeeding breathe breathing
    bulimia chest collapsed consciousness convulsion coughing deserve diabetes diabetic diuretics emergency fainted
    fainting fasting headache insulin kidney laxative laxatives medication medications metformin myself numbness
    overdose overdosed paralysed paralyzed pregnancy pregnant punish punishing purging seizure seizures slurred
    starving stroke suicidal suicide surgery swallowed swelling swollen throat unconscious vomit vomited vomiting
    warfarin weakness
"""
# A word with a letter less, or with two swapped, that is a word of its own.
WORDS_OF_THEIR_OWN = "antibiotic breath collapse mediation overdoes sollen staring"
MISSPELT = {
    "pian": "pain",
    "pians": "pains",
    "payn": "pain",
    "presure": "pressure",
    "tightnes": "tightness",
    "chestpain": "chest pain",
    "chestpains": "chest pains",
    "brethe": "breathe",
    "breeth": "breathe",
    "breth": "breath",
    "sucide": "suicide",
    "suiside": "suicide",
    "suicidle": "suicidal",
    "sucidle": "suicidal",
    "suicidial": "suicidal",
    "sucicidal": "suicidal",
    "siezure": "seizure",
    "seisure": "seizure",
    "seazure": "seizure",
    "diareah": "diarrhea",
    "diarrhoea": "diarrhea",
    "throwup": "throw up",
    "threwup": "threw up",
    "throughing": "throwing",
    "laxitive": "laxative",
    "laxitives": "laxatives",
    "wanna": "want to",
    "gonna": "going to",
    "gotta": "have to",
    "killmyself": "kill myself",
    "mysef": "myself",
    "mself": "myself",
    "preggo": "pregnant",
    "prego": "pregnant",
    "concious": "conscious",
    "conciousness": "consciousness",
    "alergic": "allergic",
    "headach": "headache",
    "selfharm": "self harm",
    "anymore": "any more",
    "everybody": "everyone",
    "noone": "nobody",
    "thier": "their",
    "metaformin": "metformin",
    "cuttin": "cutting",
    "diein": "dying",
    "nolonger": "no longer",
    "ive": "i have",
    "im": "i am",
    "hes": "he is",
    "shes": "she is",
}


def read(text: str) -> list[str]:
    """One reading or two: a new line may stand within a sentence or between two, an invisible mark likewise."""
    seen = UNFOLDING.sub(" ", text)
    together, apart = seen, NEW_LINE.sub(" . ", seen)
    if not seen.isascii():
        together, apart = "".join(_visible(together, instead="")), "".join(_visible(apart, instead=" "))
    return [_line(reading) for reading in dict.fromkeys((together, apart))]


def _visible(text: str, instead: str) -> Iterator[str]:
    # Marks go before the letters are unfolded: long rows of marks take a normaliser very long to put in order.
    for letter in text:
        category = unicodedata.category(letter)
        if category == "Cf":
            yield instead
        elif not category.startswith("M"):
            yield letter


def letters(text: str) -> str:
    """The text in small letters of one script; its marks and figures as they stand."""
    seen = UNFOLDING.sub(" ", text)
    return _small(seen if seen.isascii() else "".join(_visible(seen, instead="")))


def _small(text: str) -> str:
    text = APOSTROPHES.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).casefold().translate(LOOKALIKES)
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return APOSTROPHES.sub("", MANY_OF_ONE_LETTER.sub(r"\1", text.casefold()))


def _line(text: str) -> str:
    text = PAUSE.sub(" ", _small(text))
    words = (token if token == "," else "." if token[0] in ".!?;" else token for token in TOKEN.findall(text))
    line = f" . {' '.join(SPELT.get(word, word) for word in words)} . "
    line = CAN_NOT.sub(" cannot", NOT.sub(lambda found: f" {found[1]}nt", line))
    return MY_SELF.sub(" myself", WILL_NOT.sub(" wont", line))


def _slips(word: str) -> Iterator[str]:
    """The word with two neighbours swapped, with a letter left out, and with a letter written twice."""
    for at in range(1, len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if len(word) >= SHORTEST_TO_DROP:
        for at in range(1, len(word)):
            yield word[:at] + word[at + 1 :]
            yield word[:at] + word[at] + word[at:]


def _spellings() -> dict[str, str]:
    slips = {slip: word for word in CARRYING.split() if len(word) >= SHORTEST_TO_SWAP for slip in _slips(word)}
    known = {*CARRYING.split(), *WORDS_OF_THEIR_OWN.split()}
    return {slip: word for slip, word in slips.items() if slip not in known} | MISSPELT


SPELT = _spellings()
