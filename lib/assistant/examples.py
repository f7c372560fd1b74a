"""Questions that are understood, and which of them lie nearest to one that is not."""

from functools import lru_cache

from lib.advice.checker_stems import listed
from lib.assistant import router_words, wording

ALL = (
    "How much water did I drink today?", "How much water did I drink this week?", "Am I drinking enough?",
    "What did I drink yesterday?", "How many coffees did I drink this week?", "When did I last have a coffee?",
    "How much caffeine did I have today?", "On how many days did I drink alcohol this month?",
    "When did I last have alcohol?", "What did I eat yesterday?", "What did I have for lunch yesterday?",
    "How many calories did I eat today?", "Am I eating enough protein?", "How much protein this week?",
    "How much protein is in 2 eggs?", "How often do I eat bananas?", "Did I eat chocolate this week?",
    "How did I sleep last night?", "Am I sleeping better?", "When do I usually go to bed?", "What affects my sleep?",
    "Do I sleep more at weekends?", "How is my mood lately?", "What affects my mood?", "What is my weight?",
    "Am I losing weight?", "What is my resting heart rate?", "What is my blood pressure?", "What is my blood sugar?",
    "How many steps did I take today?", "Most steps this month", "How many workouts this week?", "When did I last run?",
    "How far did I run this week?", "What was my longest run?", "How many calories did I burn this week?",
    "What are my goals?", "Which goals did I miss yesterday?", "Did I reach my water goal this week?",
    "How was yesterday?", "Summary of last week", "Compare this month with last month", "What is my streak?",
)  # fmt: skip
USUAL = (0, 18, 9)
MOST = 3
# What stands in nearly every question says nothing of what it is about.
_EVERYWHERE = listed("""
how what when which who where why much many did do does am is are was were have has had i my me a an the of in on for to
this that last it be you your and or with at will would can could should there
""")


def near(question: str) -> tuple[str, ...]:
    """Two or three of them; the usual ones where none has a word of it."""
    typed = wording.plain(question)
    wanted = _words(wording.put_right(typed, router_words.every_word(), router_words.words()))
    shared = [(len(wanted & words) / len(words | wanted), -place) for place, words in enumerate(_of_all())]
    best = [-place for share, place in sorted(shared, reverse=True) if share > 0][:MOST]
    places = best if len(best) > 1 else [*best, *(one for one in USUAL if one not in best)][:MOST]
    return tuple(ALL[place] for place in places)


@lru_cache(maxsize=1)
def _of_all() -> tuple[frozenset[str], ...]:
    return tuple(_words(wording.plain(one)) for one in ALL)


def _words(text: str) -> frozenset[str]:
    """What a question is about: its words, and what the app calls them, so that "slept" is near to "sleep"."""
    words = [word for word in text.split() if word not in _EVERYWHERE]
    known = router_words.phrases()
    tags = {known[word][1] for word in words if word in known and known[word][0] != router_words.FILLER}
    return frozenset((*words, *(f"={tag}" for tag in tags)))
