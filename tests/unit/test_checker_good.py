"""Lines a person would like to read: the checker shows each of them, word for word."""

import pytest

from lib.advice.checker import check
from lib.advice.facts import Amount, Fact


def fact(id_: str, said: str, *amounts: tuple[float, str], names: tuple[str, ...] = ()) -> Fact:
    return Fact(id=id_, said=said, amounts=tuple(Amount(*amount) for amount in amounts), names=names)


DRINKS = fact("drinks", "Drinks today: 750 ml of at least 2,000 ml", (750, "ml"), (2000, "ml"))
LEFT = fact("left", "Drinks still to come: 1,250 ml", (1250, "ml"))
SLEEP = fact("sleep", "Sleep last night: 7 h 29 min of at least 7 h", (449 / 60, "h"), (7, "h"))
SHORT = fact("short", "Sleep last night: 5.5 h; usual is 7 to 8 h", (5.5, "h"), (7, "h"), (8, "h"))
ENERGY = fact("energy", "Energy eaten today: 1,847 kcal", (1847, "kcal"))
RUN = fact("run", "Running today: 5.2 km in 31 min", (5.2, "km"), (31, "min"), names=("Running",))
RUNS = fact("runs", "Runs this week: 3", (3, ""), names=("Running",))
WALK = fact("walk", "Walking today: 20 min", (20, "min"), names=("Walking",))
STEPS = fact("steps", "Steps today: 8,432 of 10,000", (8432, "steps"), (10000, "steps"))
PROTEIN = fact("protein", "Protein today: 62 g of at least 80 g", (62, "g"), (80, "g"))
FIBRE = fact("fibre", "Fibre today: 12.5 g of at least 30 g", (12.5, "g"), (30, "g"))
HRV = fact("hrv", "HRV (RMSSD): 38 ms; usual is 45 to 55 ms", (38, "ms"), (45, "ms"), (55, "ms"))
PULSE = fact("pulse", "Resting heart rate: 58 bpm, 3 bpm below usual", (58, "bpm"), (-3, "bpm"))
COFFEE = fact("coffee", "Coffee at 16:30, bed at 22:30; caffeine today 180 mg", (180, "mg"), names=("Black coffee",))
OATS = fact("oats", "Breakfast: porridge with blueberries", names=("Porridge with milk", "Blueberries"))
SALMON = fact(
    "salmon", "Dinner: grilled salmon, 2 portions; protein 46 g", (2, "portions"), (46, "g"), names=("Salmon",)
)
MOOD = fact("mood", "Well-being: 7 of 10, usual is 5", (7, "0-10"), (5, "0-10"))
YOGA = fact("yoga", "Yoga today: 45 min; sessions this week: 2", (45, "min"), (2, ""), names=("Yoga",))
SHARE = fact("share", "Drinks: 38 % of the goal", (37.5, "%"))
HALF = fact("half", "Drinks: 1,000 ml of 2,000 ml, 50 %", (1000, "ml"), (2000, "ml"), (50, "%"))
STREAK = fact("streak", "Days in a row with an entry: 12", (12, "days"))
WEIGHT = fact("weight", "Weight: 72.4 kg, 0.8 kg less than 4 weeks ago", (72.4, "kg"), (-0.8, "kg"), (4, "weeks"))
GLUCOSE = fact("glucose", "Glucose: 5.4 mmol/l", (5.4, "mmol/l"))
CYCLE = fact("cycle", "Cycling: 25 km, twice this week", (25, "km"), (2, ""), names=("Cycling",))
SWIM = fact("swim", "Swimming: 30 min, second swim this week", (30, "min"), (2, ""), names=("Swimming laps, easy",))
FAT = fact("fat", "Saturated fat today: 14 g of at most 20 g", (14, "g"), (20, "g"))
KJ = fact("kj", "Energy eaten: 7,700 kJ", (7728, "kJ"))
OUNCES = fact("ounces", "Drinks today: 25.4 fl oz of 68 fl oz", (25.4, "fl oz"), (68, "fl oz"))
NIGHTS = fact("nights", "Nights under 7 h this week: 4", (7, "h"), (4, "nights"))
LOSS = fact("loss", "Goal: lose weight, 70 kg by spring", (70, "kg"))
BOX = fact(
    "box", "Push-ups: 3 sets of 12", (3, "sets"), (12, ""), names=("Calisthenics, moderate (push-ups, sit-ups)",)
)
JUICE = fact("juice", "Orange juice: 250 ml", (250, "ml"), names=("Orange juice",))
MEALS = fact("meals", "Meals today: 2", (2, ""))
LATE = fact("late", "Bed at 23:15, 45 min later than usual", (45, "min"))

GOOD: list[tuple[str, tuple[Fact, ...]]] = [
    ("750 ml so far; a glass with lunch brings you closer to 2 l.", (DRINKS,)),
    ("You are at 750 of 2,000 ml today, so keep a glass of water within reach.", (DRINKS,)),
    ("0.75 l down already. A large glass with each meal would get you nicely to 2 litres.", (DRINKS,)),
    ("Only 1,250 ml to go: a glass now and another with dinner is a good start.", (DRINKS, LEFT)),
    ("Nice start with 750 millilitres; one more glass before lunch keeps you on track.", (DRINKS,)),
    ("You slept about 7.5 hours, more than your goal of seven. Enjoy the rested feeling today.", (SLEEP,)),
    ("Good night's sleep: 7 h 29 min. Try to keep the same bedtime tonight.", (SLEEP,)),
    ("Roughly 7 h 30 min of sleep is a solid base for today.", (SLEEP,)),
    ("Last night was short at 5.5 h; an earlier evening could bring you back to 7-8 h.", (SHORT,)),
    ("5½ hours is less than usual, so be kind to yourself and wind down early tonight.", (SHORT,)),
    ("You usually sleep 7 to 8 hours; last night was shorter. A calm evening may help.", (SHORT,)),
    ("Five and a half hours was short. Plan a quiet evening and an early night.", (SHORT,)),
    ("Around 1,850 kcal so far. If you are still hungry, choose something with fibre.", (ENERGY,)),
    ("That brings today to 1,847 kcal; listen to your appetite at dinner.", (ENERGY,)),
    ("About 1,800 calories today, and your evening meal is still to come.", (ENERGY,)),
    ("5.2 km in 31 minutes, well done! Drink a glass of water and let your legs rest.", (RUN,)),
    ("A lovely 31-minute run. Have something with protein at your next meal.", (RUN,)),
    ("Your run is logged: 5.2 kilometres. An easy evening will do you good.", (RUN,)),
    ("Third run this week, nice rhythm! Tomorrow could be a rest day.", (RUNS,)),
    ("Three runs this week already. Give your legs a calmer day tomorrow.", (RUNS,)),
    ("You went for a 20 min walk today. A short stroll after dinner would round it off.", (WALK,)),
    ("Twenty minutes of walking counts. Could you fit in another walk after lunch?", (WALK,)),
    ("8,432 steps so far; a short walk this evening gets you close to 10,000.", (STEPS,)),
    ("You are at 8.4k steps. A gentle walk could take you towards 10k.", (STEPS,)),
    ("62 g of protein so far; your next meal can bring you nearer to 80 g.", (PROTEIN,)),
    ("Protein stands at 62 of 80 grams, so add a protein-rich snack this afternoon.", (PROTEIN,)),
    ("Fibre is at 12.5 g today. Vegetables with dinner would move it towards 30 g.", (FIBRE,)),
    ("With 12.5 g of fibre you have room for more: fruit or vegetables are easy additions.", (FIBRE,)),
    ("Your HRV of 38 ms is below your usual 45 to 55 ms, so keep today light.", (HRV,)),
    ("HRV is a little lower than usual at 38 ms. An easy day may feel right.", (HRV,)),
    ("Resting heart rate is 58 bpm, 3 bpm under your usual. Nice and steady.", (PULSE,)),
    ("58 beats per minute at rest: a calm start to the day.", (PULSE,)),
    ("Your coffee was at 16:30; an earlier last cup could make falling asleep easier.", (COFFEE,)),
    ("180 mg of caffeine today. Switching to water this evening gives you a calmer night.", (COFFEE,)),
    ("With bed at 22:30, try having your last coffee earlier tomorrow.", (COFFEE,)),
    ("Porridge with blueberries is a great way to begin the day.", (OATS,)),
    ("Lovely breakfast! Blueberries add fibre and colour to your porridge.", (OATS,)),
    ("Salmon for dinner gave you 46 g of protein. Add some vegetables next time.", (SALMON,)),
    ("Two portions of salmon made a filling dinner; a glass of water goes well with it.", (SALMON,)),
    ("You feel at 7 out of 10 today, better than usual. What made it a good day?", (MOOD,)),
    ("A 7 today, when 5 is usual: notice what went well and do more of it.", (MOOD,)),
    ("45 minutes of yoga, lovely. Take a quiet moment before the evening starts.", (YOGA,)),
    ("Your second yoga session this week! Keep the habit going at your own pace.", (YOGA,)),
    ("You are 38 % of the way to your drinks goal; a glass now helps.", (SHARE,)),
    ("38 percent of your goal is done. Keep a bottle of water beside you.", (SHARE,)),
    ("Halfway there with 1 litre! Another glass this afternoon keeps it going.", (HALF,)),
    ("Half of your 2 litres is done. Well done, keep sipping through the afternoon.", (HALF,)),
    ("12 days in a row of noting things down: that is a habit to be proud of.", (STREAK,)),
    ("A 12-day streak! Keep it simple and log your next meal too.", (STREAK,)),
    ("72.4 kg today. Small changes from day to day are normal, so look at the trend.", (WEIGHT,)),
    ("Your weight is 0.8 kg lower than four weeks ago; keep up your regular meals.", (WEIGHT,)),
    ("Your glucose reads 5.4 mmol/l. Noting the time of your meal makes it easier to compare.", (GLUCOSE,)),
    ("25 km on the bike, great ride! Refill your bottle and have a proper meal.", (CYCLE,)),
    ("You cycled twice this week. A rest day tomorrow is well placed.", (CYCLE,)),
    ("30 min in the water, your second swim this week. Rest well tonight.", (SWIM,)),
    ("Half an hour of swimming is done; drink something and enjoy a good meal.", (SWIM,)),
    ("Saturated fat is at 14 g, still under 20 g. You are doing fine.", (FAT,)),
    ("About 7,700 kJ so far today; let your appetite guide the evening meal.", (KJ,)),
    ("25.4 fl oz so far. A glass with each meal moves you towards 68 fluid ounces.", (OUNCES,)),
    ("Four nights under 7 hours this week. Could tonight be a little earlier?", (NIGHTS,)),
    ("70 kg is your goal. Losing weight slowly is easier to keep up, so be patient.", (LOSS,)),
    ("3 sets of 12 push-ups, strong work! Give your arms a rest tomorrow.", (BOX,)),
    ("That orange juice added 250 ml. Water with dinner would go well with it.", (JUICE,)),
    ("Two meals logged today. Have a snack if you are hungry before dinner.", (MEALS,)),
    ("Bed was 45 min later than usual; dim the lights a bit earlier tonight.", (LATE,)),
    ("You have had 750 ml today, which is a fair start; your next glass is easy.", (DRINKS,)),
    ("You've logged 62 g of protein and 750 ml of drinks. A steady day so far.", (PROTEIN, DRINKS)),
    ("Every entry helps you see the pattern. Nice work today.", ()),
    ("Thanks for noting this. Rest when you need it, and be kind to yourself.", ()),
    ("Take a short break and stretch your legs with a walk.", (WALK,)),
    ("Slept 5.5 h and ran 5.2 km? Take it easy this evening and go to bed early.", (SHORT, RUN)),
    ("Between 7 and 8 hours is your usual; a regular bedtime makes that easier.", (SHORT,)),
    ("The first glass of the day is the easiest: put one beside your bed tonight.", (DRINKS,)),
    ("After 5.2 km, plan something light tomorrow, like a relaxed walk.", (RUN,)),
    ("You have 1,250 ml left for today; spread it over the afternoon and evening.", (LEFT,)),
    ("Great job getting 7 and a half hours of sleep; carry that energy into a relaxed day.", (SLEEP,)),
    ("You slept 5 hours 30 minutes, below your usual 7–8 hours. Consider an early bedtime tonight.", (SHORT,)),
    ("Fantastic run! After 5.2 km, refuel with protein and sip water through the evening.", (RUN,)),
    ("Just 20 minutes of walking lifts the mood; perhaps repeat it tomorrow morning.", (WALK,)),
    ("HRV dipped to 38 ms. Prioritise rest, gentle movement and an early night.", (HRV,)),
    ("Coffee at 16:30 is fairly late; swap the next one for water.", (COFFEE,)),
    ("Salmon is a lovely choice; pair it with vegetables for a balanced plate.", (SALMON,)),
    ("At 62 g, protein is nearly at your goal of 80 g. One protein-rich snack closes the gap.", (PROTEIN,)),
    ("Four short nights this week: protect tonight's sleep by winding down early.", (NIGHTS,)),
    ("You're at seven hundred and fifty ml, so keep a glass nearby.", (DRINKS,)),
    ("That makes three quarters of a litre today; another glass with lunch is a good idea.", (DRINKS,)),
    ("You slept seven hours and thirty minutes, a good base for the day.", (SLEEP,)),
    ("With 7h29 of sleep you are above your goal, so enjoy the day.", (SLEEP,)),
    ("Strong session today. Keep water close and have your evening meal without rushing.", (RUN,)),
    ("You slept a full 7 hours 29 minutes; let that rested start carry you through today.", (SLEEP,)),
    ("Great pace on today's 5.2 km run. Give yourself a slow evening.", (RUN,)),
    ("Lunch logged! A short walk afterwards might feel pleasant.", ()),
    ("Your caffeine is at 180 mg. Water or a caffeine-free drink suits the evening.", (COFFEE,)),
    ("You're doing well with fibre: 12.5 g by now, with dinner still to come.", (FIBRE,)),
    ("Feeling a 7 is worth noticing. Keep doing the small things that work for you.", (MOOD,)),
    ("Two sessions of yoga this week. Your body will thank you for the calm.", (YOGA,)),
    ("You're 750 ml in, so another 1,250 ml spread over the day reaches your goal.", (DRINKS, LEFT)),
    ("Last night ended 45 minutes later than usual. Try dimming screens earlier this evening.", (LATE,)),
    ("Your pulse sits 3 bpm below usual: a sign your rest is working.", (PULSE,)),
    ("HRV at 38 ms suggests taking things gently today.", (HRV,)),
    ("8,432 steps is a solid day. Stand up now and then this evening.", (STEPS,)),
    ("At 1,847 kcal, you have room for a comfortable dinner.", (ENERGY,)),
    ("Drinking a little more in the morning makes 2 litres easier to reach.", (DRINKS,)),
    ("Logging meals at regular times gives you a clearer picture of your week.", (MEALS,)),
    ("Consider a rest day after three runs this week; sleep does a lot of the work.", (RUNS,)),
    ("Your weight changed by 0.8 kg in 4 weeks. Slow and steady is fine.", (WEIGHT,)),
    ("You drank 750 ml. Keep a full bottle where you can see it.", (DRINKS,)),
    ("Well done on the 25 km ride, your second this week. Sleep should come easily.", (CYCLE,)),
    ("A calm bedtime routine tonight could help you get back to 7 to 8 hours.", (SHORT,)),
    ("Saturated fat stands at 14 g of 20 g. Grilled or steamed dishes keep it there.", (FAT,)),
]


@pytest.mark.parametrize(("line", "facts"), GOOD, ids=[line[:40] for line, _ in GOOD])
def test_a_good_line_is_shown_word_for_word(line: str, facts: tuple[Fact, ...]) -> None:
    checked = check(line, facts, [fact.id for fact in facts])

    assert (checked.line, checked.problem) == (line, "")
    assert checked.words == len(line.split())
