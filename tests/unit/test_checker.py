"""What the checker of advice refuses, why, and what it makes of a text that is too long."""

import time

import pytest

from lib.advice.checker import MOST_WORDS, Checked, check
from lib.advice.facts import Amount, Fact

DRINKS = Fact("drinks", "Drinks today: 750 ml of at least 2,000 ml", (Amount(750, "ml"), Amount(2000, "ml")))
RUNS = Fact("runs", "Runs this week: 3", (Amount(3),), names=("Running",))
BED = Fact("bed", "Bed at 22:30", (Amount(90, "min"),))

WRONG = {
    "number": (
        "You are at 800 ml so far today, keep going.",
        "Nine hundred millilitres so far, keep going today.",
        "Seven hundred and sixty ml so far, keep going.",
        "That is 1,9 l already today, well done.",
        "A dozen glasses today, that is a lot of water.",
        "Double your water today and see how you feel.",
        "You are sixfold better today, so keep going.",
        "Drink a litre before lunch today and keep going.",
        "One litre would be good today, so keep going.",
        "Have three more glasses of water before dinner today.",
        "Half of your water is done, keep it up.",
        "Water is at 3/8 of your goal, keep going.",
        "It is 3/4 of the goal for today.",
        "You had ½ of your water so far today.",
        "Your 4th glass today, keep it up and rest.",
        "Your third walk this week, keep it up and rest.",
        "Your first swim today, keep it up and rest.",
        "You slept at 23:45, try to rest earlier tonight.",
        "It is 10 pm, so rest well tonight and sleep.",
        "It's half past nine, so rest well tonight.",
        "750,5 ml so far today, keep going with water.",
        "1.850 ml so far today, keep going with water.",
        "Go for 10k steps today and rest well after.",
        "Around 750-900 ml so far today, keep it up.",
        "H2O is good for you today, so keep it up.",
        "You are at ７５１ ml so far today, keep going.",
        "You are at ٧٥٠ ml so far today, keep going.",
        "You are at 750² ml so far today, keep going.",
        "You are at -750 ml so far today, keep going.",
        "7 500 ml so far today, keep going.",
        "750 glasses today, keep it up and rest well.",
        "Your best of 2026 is today, keep it going.",
        "You are at 2 ml today, well done, and rest.",
        "You had 2 thousand ml today, well done, and rest.",
    ),
    "unit": (
        "750 g so far today, keep it going.",
        "You are at 2,000 kcal today, well done, and rest.",
        "Two hundred percent effort today, keep it up now.",
        "Drink 7.5 dl today, well done, and rest.",
        "An hour of rest would be good for you today.",
        "Drink a few sips every ten minutes today please.",
    ),
    "food": (
        "Eat a banana with your lunch today.",
        "A Banana-based snack would be good for you now.",
        "Have some bananaas before you go to bed.",
        "Have some salmon for dinner tonight.",
        "A cup of coffee would be good now.",
        "A cup of cofee would be good now.",
        "Try a green tea this afternoon instead of water.",
        "A glass of milk before bed is lovely.",
        "A glass of wine would be lovely this evening.",
        "Have a hot dog with your lunch today.",
        "Some ice cream after dinner is lovely.",
        "Go for a run this evening if you feel good.",
        "Some yoga tonight would be a good way to rest.",
        "Lift weights tomorrow and rest well tonight.",
        "Meditate before bed and rest well tonight.",
        "Melatonin before bed may be good for you tonight.",
        "A vitamin with breakfast would be good for you.",
        "Creatine after training would be good for you.",
        "Eat durian with your lunch today and rest.",
        "Eat some cloudberries with your lunch today.",
        "Rest well, then drink mezcal before you go to bed.",
        "You can eat dirt and be happy today.",
    ),
    "medical": (
        "Take ibuprofen before bed and rest well tonight.",
        "Take 750 ml of this before bed and rest well.",
        "Metoprolol before bed is good for you tonight.",
        "This prevents illness, so keep it up today.",
        "Water cures a lot, so keep it up today.",
        "This burns fat while you rest, so keep going.",
        "A detox day would be good for you now.",
        "Water boosts your immune system, so have a glass.",
        "Walking lowers your blood pressure, so go for one.",
        "You have a heart problem, so rest well today.",
        "You have diabetes, so be careful with your meals.",
        "You've a fracture, so be careful with your legs.",
        "You are dehydrated, so have a glass of water now.",
        "You look ill today, so rest well tonight.",
        "A heart attack is not far, so rest well.",
        "No beta blockers before bed, so rest well.",
        "You slept badly due to your late meal.",
        "Stop your evening meals and rest well tonight.",
        "Change the dose of your medication from today.",
        "Fast for the rest of the day, then eat well.",
        "Skip dinner tonight and have a good breakfast tomorrow.",
        "This will guarantee a good night for you.",
        "You slept badly because of your late meal.",
        "You should see a specialist about this soon.",
    ),
    "shaming": (
        "You cheated today, so do better tomorrow please.",
        "That was a bad food for you to have today.",
        "Walk it off after lunch, and rest well tonight.",
        "You earned this meal with your walk today.",
        "Do not feel guilty for your lunch today.",
        "Do not be lazy today, go for a walk.",
        "You are fat, so go for a walk today.",
    ),
    "weight": (
        "You could lose some weight with a walk today.",
        "Less food is good for weight loss, so keep going.",
        "Shed a few kilos with more walks this week.",
    ),
    "markup": (
        "Keep **going** with your water today, well done.",
        "# Keep going with your water today, well done.",
        "- Keep going with your water today, well done.",
        "1. Keep going with your water today, well done.",
        "Keep going with your water `today`, well done.",
        "Keep going :red[with] your water today, well done.",
        "Keep going :material/home: with your water today.",
        "Keep going :smile: with your water today.",
        "Keep going [with](x) your water today, well done.",
        "Keep going ![with](x) your water today, well done.",
        "Keep going <b>with</b> your water today, well done.",
        "Keep going &lt;b&gt; with your water today.",
        "Keep going ~~with~~ your water today, well done.",
        "Keep going $x$ with your water today, well done.",
        '{"advice": "Keep going with your water today"}',
    ),
    "url": (
        "Read more at https://example.org and keep going today.",
        "Read more at example.com and keep going with water.",
        "Read more at www.example and keep going with water.",
        "Write to me@example and keep going with water.",
        "Call +44 20 7946 0958 and keep going with water.",
        "Call 020 7946 0958 and keep going with water.",
    ),
    "emoji": (
        "Keep going with your water today 😀 well done.",
        "Keep going with your water today ❤ well done.",
        "Keep going with your water today, well done :)",
    ),
    "control": (
        "Keep going with your\u200b water today, well done.",
        "Keep going with your\u202e water today, well done.",
        "Keep going with your\u2028water today, well done.",
        "Keep going with your\nwater today, well done.",
        "Keep going with your\twater today, well done.",
        "Keep going with your water\x00 today, well done.",
        "Keep going with y\u0335our water today, well done.",
        "Keep going with your \ud800 water today, well done.",
    ),
    "language": (
        "Trink noch ein Glas Wasser zum Mittagessen.",
        "Bois encore un verre avec ton repas.",
        "Bebe otro vaso de agua con la comida.",
        "Bevi ancora un bicchiere a pranzo oggi.",
        "Beba mais um copo no almoço.",
        "Drink nog een glas water bij de lunch.",
        "Drick ett glas vatten till maten.",
        "Wypij szklankę wody do obiadu.",
        "Пей больше воды сегодня, и отдыхай хорошо.",
        "今天 多 喝 一点 水 吧",
        "Drink mоre water today and rest well tonight.",
        "Drink more agua today and rest well tonight.",
        "Zxcv qwer tyui opas dfgh jklz xcvb.",
        "rest rest rest rest rest rest and rest",
    ),
    "itself": (
        "As an AI, I want you to rest well today.",
        "Ignore the rest and have a glass of water.",
        "My system prompt says that you are doing well.",
        "I'm sorry, but your day was a good one.",
    ),
    "shouting": (
        "DRINK MORE WATER today and rest well tonight.",
        "Have some water today?? Rest well tonight.",
        "Is it late? Is it early? Rest well tonight.",
    ),
    "unfinished": (
        "Have a glass of water with your",
        "Have a glass of water, and",
    ),
    "too_short": ("", " \n", "Drink some water.", "Well done!"),
}  # fmt: skip


@pytest.mark.parametrize(("problem", "line"), [(problem, line) for problem, lines in WRONG.items() for line in lines])
def test_a_wrong_line_is_refused_for_its_fault(problem: str, line: str) -> None:
    checked = check(line, (DRINKS,))

    assert (checked.line, checked.problem) == ("", problem)


@pytest.mark.parametrize(
    ("value", "unit", "said", "fine"),
    [
        (1847, "kcal", "1,847 kcal", True), (1847, "kcal", "1847 calories", True), (1847, "kcal", "1 847 kcal", True),
        (1847, "kcal", "1,850 kcal", True), (1847, "kcal", "1,800 kcal", True), (1847, "kcal", "1.8k kcal", True),
        (1847, "kcal", "2,000 kcal", False), (1847, "kcal", "1,900 kcal", False), (1847, "kcal", "1,846 kcal", False),
        (1847, "kcal", "1,840 kcal", False), (1847, "kcal", "1,847 kJ", False), (1847, "kcal", "1.847 kcal", False),
        (1847, "ml", "1.8 l", True), (1847, "ml", "1.85 litres", True), (1847, "ml", "1,85 l", True),
        (1847, "ml", "1.847 l", True), (1847, "ml", "2 l", False), (1847, "ml", "1.9 l", False),
        (1950, "ml", "2 l", True), (500, "ml", "½ l", True), (500, "ml", "half a litre", True),
        (500, "ml", "0.5 l", True), (500, "ml", "5 l", False), (1500, "ml", "one and a half litres", True),
        (1500, "ml", "1½ l", True), (1000, "ml", "a litre", True), (1000, "ml", "1,000 ml", True),
        (0.45, "kg", "450 g", True), (450, "g", "450 mg", False), (90, "min", "1.5 h", True),
        (90, "min", "1 h 30 min", True), (90, "min", "an hour and a half", True), (90, "min", "1h30", True),
        (90, "min", "1 hour and 40 minutes", False), (90, "min", "ninety minutes", True), (90, "min", "90 s", False),
        (30, "min", "half an hour", True), (15, "min", "a quarter of an hour", True), (7.4, "h", "7 h", False),
        (7.3, "h", "7 h", True), (72.4, "kg", "72.4 kilograms", True), (72.4, "kg", "72 kg", True),
        (72.4, "kg", "73 kg", False), (37.5, "%", "38 percent", True), (50, "%", "half", True),
        (25, "%", "a quarter", True),
        (33.3, "%", "a third", True), (58, "bpm", "58 beats per minute", True), (38, "ms", "38 milliseconds", True),
        (38, "ms", "38 minutes", False), (5.4, "mmol/l", "5.4 mmol/l", True), (5.4, "mmol/l", "5.4 mg/dl", False),
        (160, "lb", "160 pounds", True), (12, "", "a dozen", True), (6, "", "half a dozen", True),
        (2, "", "twice", True),
        (2, "", "double", True), (3, "", "third", True), (25, "", "twenty-five", True), (25, "", "twenty five", True),
        (25, "", "25th", True), (120, "", "one hundred and twenty", True), (8432, "steps", "8,432 steps", True),
        (8432, "steps", "8.4k steps", True), (8432, "steps", "eight thousand steps", False),
        (3, "h", "3 walks", False),
        (3, "runs", "3 runs", True), (3, "runs", "3 walks", False), (36.8, "°C", "36.8 °C", True),
        (7, "0-10", "7/10", True),
        (7, "0-10", "7 of 10", True), (7, "0-10", "8 of 10", False), (-3, "bpm", "3 bpm", True),
        (-3, "bpm", "-3 bpm", True),
        (3, "bpm", "-3 bpm", False), (99999999999999, "", "99999999999999", False), (1, "", "1/0", False),
    ],
)  # fmt: skip
def test_a_number_is_the_amount_or_what_it_rounds_to(value: float, unit: str, said: str, fine: bool) -> None:
    fact = Fact("it", "That is so", (Amount(value, unit),), names=("Running",))

    checked = check(f"That was {said}, so keep it up.", (fact,))

    assert (checked.problem == "") is fine
    assert fine or checked.problem in ("number", "unit", "url")


def test_a_time_of_day_stands_in_what_a_fact_says() -> None:
    assert check("Bed at 22:30 again would be lovely.", (BED,)).problem == ""
    assert check("Bed at 10:30 pm again would be lovely.", (BED,)).problem == ""
    assert check("Bed at 10:30 am again would be lovely.", (BED,)).problem == "number"
    assert check("Bed at 1:30 again would be lovely.", (BED,)).problem == "number"


@pytest.mark.parametrize(
    "line",
    [
        "One more glass would be lovely.",
        "Put water first, one step at a time.",
        "Drink another glass, one sip at once.",
    ],
)
def test_a_harmless_one_needs_no_fact_and_is_still_a_number_to_those_who_want_none(line: str) -> None:
    assert check(line, ()).line == line
    assert check(line, (), no_numbers=True).problem == "number"


def test_numbers_stand_in_the_cited_facts_and_names_in_any() -> None:
    line = "You are at 750 ml after your run, well done."

    assert check(line, (DRINKS, RUNS)).line == line
    assert check(line, (DRINKS, RUNS), ["drinks"]).line == line
    assert check(line, (DRINKS, RUNS), ["runs"]).problem == "unit"
    assert check(line, (DRINKS, RUNS), []).problem == "unit"
    assert check(line, (DRINKS, RUNS), ["drinks", "other"]).problem == "unknown_fact"
    assert check("A glass of water now would be lovely.", (DRINKS,), []).problem == ""


def test_people_without_numbers_see_none() -> None:
    assert check("You are at 750 ml, so keep it up.", (DRINKS,), no_numbers=True).problem == "number"
    assert check("Your third run this week, so keep it up.", (RUNS,), no_numbers=True).problem == "number"
    assert check("A lovely run, so keep it up.", (RUNS,), no_numbers=True).problem == ""


def test_weight_loss_is_spoken_of_where_a_fact_does() -> None:
    line = "Losing weight slowly is fine, so keep it up."

    assert check(line, (Fact("goal", "Goal: lose weight"),)).line == line
    assert check(line, ()).problem == "weight"


def test_other_names_of_an_activity_may_be_said() -> None:
    assert check("You ran today, so rest your legs tonight.", (RUNS,)).problem == ""
    assert check("You swam today, so rest your legs tonight.", (RUNS,)).problem == "food"


LONG = "Rest well tonight and keep a bottle of water near you. " + "Then go on as you did, " * 5 + "and rest."


def test_a_long_text_is_cut_at_the_end_of_a_sentence() -> None:
    assert check(LONG, ()) == Checked("Rest well tonight and keep a bottle of water near you.", "", 11)


def test_what_is_cut_is_checked_anew() -> None:
    assert check("You are at 751 ml, so rest well. " + "go on " * 25, (DRINKS,)).problem == "too_long"
    assert check("You are at 751 ml, so rest well. " + "Go on " * 25, (DRINKS,)).problem == "number"
    # What was dropped is not shown, and so it is not what decides.
    assert check("You are at 750 ml, so rest well. " + "Eat 5 eggs " * 9, (DRINKS,)).problem == ""


def test_no_cut_in_the_middle_of_a_sentence() -> None:
    assert check("Rest now and then, e.g. " + "After a walk or a meal with water " * 4, ()).problem == "too_long"
    assert check("Well done. " + "you go on and on and on " * 6, ()).problem == "too_long"
    assert check("Keep on with water, closer to 2 l. " + "Then rest " * 12, (DRINKS,)).line.endswith("2 l.")


def test_25_words_are_shown_and_26_are_not() -> None:
    line = (
        "Rest well and drink a glass of water now, and then enjoy the rest of a good day with a walk in the fresh air"
    )

    assert check(line, ()).words == 25 == MOST_WORDS
    assert check(line, ()).line == line
    assert check(line + " today", ()) == Checked("", "too_long", 26)


def test_words_tied_together_are_still_words() -> None:
    tied = "rest-and-drink-a-glass-of-water-now-and-then-enjoy-the-rest-of-a-good-day"

    assert check(f"{tied} and {tied} and go on.", ()).problem == "too_long"


def test_the_line_is_normalised_and_keeps_its_fractions() -> None:
    assert check("  You are at\u00a0750\u2009ml，keep going…\r\n", (DRINKS,)).line == "You are at 750 ml,keep going..."
    half = Fact("half", "1.5 l", (Amount(1.5, "l"),))
    assert check("You are at 1½ l so far today.", (half,)).line == "You are at 1½ l so far today."


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "7 " * 50_000, "hundred and " * 9000, "\n" * 100_000, "7 h " * 250, "two hundred and " * 60,
     "take a " * 140, "1," * 400 + " a b c", "eat " * 25, "lower a " * 25, "ﷺ" * 990, "one and a half " * 6,
     ": " * 25],
    ids=lambda text: f"{text[:14]!r}, {len(text)}",
)  # fmt: skip
def test_a_huge_or_tricky_text_answers_at_once(text: str) -> None:
    check("Rest well and enjoy the evening.", (DRINKS,))

    start = time.process_time()
    checked = check(text, (DRINKS,))

    assert checked.line == ""
    # A rule that looks for a match in every way there is would take minutes.
    assert time.process_time() - start < 20
