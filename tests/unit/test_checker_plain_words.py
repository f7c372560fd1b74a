"""Good lines in the words that a line may be made of: each is shown word for word."""

import pytest

from lib.advice.checker import check
from lib.advice.facts import Amount, Fact
from lib.advice.triage import triage

FACTS = (
    Fact(
        "logged", "Just logged: lunch: Lentil soup; Bread, 520 kcal", (Amount(520, "kcal"),), ("Lentil soup", "Bread")
    ),
    Fact(
        "water_today",
        "Drinks today: 750 ml, your goal is at least 2,000 ml, 1,250 ml to go",
        (Amount(750, "ml"), Amount(2000, "ml"), Amount(1250, "ml")),
    ),
    Fact("sleep_today", "Sleep today: 7 h 30 min, usually 7 h 00 min", (Amount(7.5, "h"), Amount(7, "h"))),
    Fact(
        "steps_today",
        "Steps today: 8,120, your goal is at least 10,000, 1,880 to go",
        (Amount(8120), Amount(10000), Amount(1880)),
    ),
    Fact(
        "protein_today", "Protein today: 62 g, your goal is at least 60 g, reached", (Amount(62, "g"), Amount(60, "g"))
    ),
    Fact("run", "Running today: 5.2 km in 31 min", (Amount(5.2, "km"), Amount(31, "min")), ("Running",)),
    Fact("mood", "Well-being: 7 of 10, usually 6", (Amount(7, "0-10"), Amount(6, "0-10"))),
)
GOOD = """
You are at 750 ml of your 2,000 ml, so a glass of water now is a good next step.
Great start with 750 ml! Keep a bottle beside you this afternoon.
You have 1,250 ml to go; a glass with each meal gets you closer.
750 ml so far today. A glass with dinner would be lovely.
1,250 ml left for today, so spread your glasses over the afternoon.
You have had 750 ml so far, and your goal is 2,000 ml.
A steady start at 750 ml. One more glass this afternoon keeps you going.
Keep a glass of water nearby and have a few sips through the afternoon.
You drank 750 ml so far; another glass before dinner is an easy step.
Another glass of water with your next meal brings you closer to 2,000 ml.
A glass now brings you closer to 2,000 ml.
A bottle beside you makes the next glass easy.
Your lentil soup is logged. A glass of water goes well with it.
Lentil soup and bread make a warm lunch. Enjoy your afternoon.
A lunch of lentil soup, 520 kcal. Some fruit later adds colour.
Lunch is logged at 520 kcal. Take a quiet moment for yourself.
Your lunch of lentil soup and bread is noted. Enjoy the afternoon.
Lovely lunch! Vegetables with dinner would add some colour.
Lentil soup is a cosy choice; a glass of water goes nicely with it.
Thank you for logging your lunch. Have a relaxed afternoon.
You slept 7 h 30 min, more than usual. Enjoy a calm start.
7.5 hours of sleep is a solid base for your day.
A good night of 7 h 30 min. Keep the same bedtime tonight.
You slept well, so enjoy a bright morning with some fresh air.
Your night was longer than usual. Carry that calm into the day.
Dim the lights a little earlier tonight to wind down.
A quiet hour before bed helps you settle into the night.
Your usual is 7 hours, and you slept 7 h 30 min.
Lovely rest last night! A short walk in daylight is a good start.
8,120 steps so far; a short walk this evening brings you closer to 10,000.
You are close to your step goal, with 1,880 to go.
8,120 steps today is great. A gentle stroll this evening would be nice.
With 1,880 steps to go, a relaxed walk this evening will do.
You walked 8,120 steps today, lovely work.
Your steps are at 8,120 of 10,000, so you are nearly there.
You reached your protein goal with 62 g today, nice work.
Protein is at 62 g, and your goal is reached. Enjoy your evening.
62 g of protein today, well done.
Your protein goal of 60 g is met. Have a calm evening.
You made it to your goal for protein, with 62 g.
You ran 5.2 km in 31 min, great work. Rest your legs this evening.
Nice run of 5.2 km! A glass of water and a calm evening come next.
31 min of running is time well spent. Take it easy tonight.
Great run today. Rest your legs and have some water.
After your run, a slow evening and an early night will feel good.
5.2 km is a strong effort. Let your legs rest tomorrow.
Your run is logged. Something with protein at dinner goes well with it.
A 7 of 10 today, better than usual. Notice what made it a good day.
You feel at 7 of 10, above your usual. Enjoy it.
Your mood is brighter than usual today. What helped?
A good moment to notice what went well today.
Take a few slow breaths and enjoy a quiet moment.
Some fresh air this afternoon could lift your mood.
Every entry helps you see your pattern. Nice work today.
Thank you for noting how you feel. Be kind to yourself tonight.
Small steps count. Keep going at your own pace.
You are building a good habit.
Plan something small that you enjoy this evening.
A few minutes outside would be a nice break.
Try a quiet evening before bed, and rest well.
Keep up the steady rhythm this week.
Sip some water, take a break, and enjoy the rest of your day.
""".strip().split("\n")


@pytest.mark.parametrize("line", GOOD)
def test_a_good_line_in_plain_words_is_shown(line: str) -> None:
    checked = check(line, FACTS)

    assert (checked.line, checked.problem) == (line, "")
    assert triage(line).kind == "ok"
