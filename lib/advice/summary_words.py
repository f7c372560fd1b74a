"""The words of a day in short. Any opening goes with any step.

Lines are kept and read again later, so what is said of a day that is over speaks neither of "yesterday" nor of "today".
"""

from collections.abc import Mapping

from lib.advice.templates_draft import Texts

# Names of metrics within a sentence, where the label does not do.
NAMES: Mapping[str, str] = {"water": "drinks", "mood_energy": "energy", "wellbeing": "well-being"}
BETTER: Mapping[str, str] = {
    "water": "more to drink than usual", "protein": "more protein than usual", "fibre": "more fibre than usual",
    "active_minutes": "more active minutes than usual", "steps": "more steps than usual",
    "sleep": "longer sleep than usual", "sleep_quality": "better sleep than usual",
    "wellbeing": "a brighter mood than usual", "mood_energy": "more energy than usual",
    "distance": "a longer way than usual", "potassium": "more potassium than usual",
    "calcium": "more calcium than usual", "iron": "more iron than usual",
}  # fmt: skip
WELL: Mapping[str, Texts] = {
    "goal": (
        "You reached your goal for {name}.",
        "Your goal for {name} is met, with {value}.",
        "With {value}, your goal for {name} is reached.",
        "A good day for {name}: your goal is met.",
        "Nicely done: your goal for {name} is reached.",
        "You made it to your goal for {name}, with {value}.",
        "Your goal for {name}: reached.",
    ),
    "within": (
        "You stayed within your goal for {name}.",
        "You kept within your goal for {name}, with {value}.",
        "Your goal for {name} is kept.",
        "A steady day for {name}, within your goal.",
        "Nicely kept: your goal for {name}.",
    ),
    "usual": (
        "That was {better}.",
        "Good to see: {better}.",
        "What went well: {better}, {value}.",
        "The day had {better}.",
        "You had {better}: {value}, where {usual} is usual.",
        "A bright spot: {better}.",
    ),
    "trend": (
        "The last weeks show {name} moving the better way.",
        "Over the last weeks, {name} kept getting better.",
        "Good to see: {name} moving the better way for some weeks.",
        "Step by step, {name} moves the better way.",
    ),
    "whole": (
        "You logged the whole day, well done.",
        "The whole day is in your diary.",
        "A whole day in your diary, from morning to evening.",
        "You called the day complete, well done.",
        "You kept the day in full, well done.",
    ),
    "logged": (
        "You logged {things}, well done.",
        "Good that you logged {things}.",
        "You kept your diary going with {things}.",
        "You kept your diary going.",
        "You took the time to log, well done.",
        "Good that you wrote down so much of the day.",
    ),
}
NOTHING: Texts = (
    "Nothing was logged on {weekday}.",
    "Nothing was logged on {weekday}, and that is all right.",
    "No entries on {weekday}, and that is fine.",
    "{weekday} has no entries, which happens.",
)
START: Texts = (
    "A single tap today is a good start.",
    "A drink or a mood, with a tap, is a good start today.",
    "Today, any entry is a good start.",
    "A new day, and any small entry is a good start.",
    "Start again with whatever is easy today.",
)
START_TODAY: Texts = (
    "A single tap before bed is a good start.",
    "How you feel is noted with a tap.",
    "Any entry this evening is a good start.",
    "Your mood is a good place to start.",
)
# How to come closer to a goal.
WAYS: Mapping[str, Texts] = {
    "water": (
        "Worth a try: a glass with each meal.",
        "A glass in the morning brings you closer to your goal for drinks.",
        "To try next: a bottle of water within reach.",
        "A glass before each meal could bring drinks up to your goal.",
    ),
    "protein": (
        "Worth a try: some protein at breakfast.",
        "A little protein with each meal brings you closer to your goal.",
        "To try next: a snack with protein in the afternoon.",
    ),
    "fibre": (
        "Worth a try: some fruit or vegetables with lunch.",
        "More vegetables with dinner bring you closer to your goal for fibre.",
        "To try next: a breakfast with more fibre.",
    ),
    "active_minutes": (
        "Worth a try: a short walk after a meal.",
        "A brisk walk brings you closer to your active minutes.",
        "To try next: a little movement in the morning.",
    ),
    "steps": (
        "Worth a try: a short walk after lunch.",
        "A walk in the evening brings you closer to your steps.",
        "To try next: a small part of your way on foot.",
    ),
    "sleep": (
        "Worth a try: lights out a little earlier.",
        "An earlier evening brings you closer to your goal for sleep.",
        "To try next: a quiet hour before bed.",
    ),
    "sleep_quality": (
        "Worth a try: a quiet hour before bed.",
        "To try next: a calm end to the day.",
        "A dark, cool room may help your nights.",
    ),
    "wellbeing": (
        "Worth a try: a quiet moment for yourself.",
        "To try next: some time outside.",
        "Plan something small that you enjoy.",
    ),
    "mood_energy": (
        "Worth a try: a short break outside.",
        "To try next: an easy pace and a real break.",
        "Plan a small break into the day.",
    ),
    "distance": (
        "Worth a try: a little further next time.",
        "To try next: a bit more of your way, at an easy pace.",
        "A short way more brings you closer to your goal for distance.",
    ),
}
ANY_WAY: Texts = (
    "Worth a look next: your goal for {aim}.",
    "A little more brings you closer to your goal for {aim}.",
    "To try next: keep your goal for {aim} in view.",
)
# Above the most that a person means to have; said of the next time, and without a word on this one.
OVER: Mapping[str, Texts] = {
    "alcohol": (
        "Worth a try: a glass of water between drinks.",
        "To try next: keep your goal for alcohol in view.",
        "Worth a try: an evening with water.",
    ),
    "caffeine": (
        "Worth a look next: your goal for caffeine.",
        "To try next: keep your goal for caffeine in view.",
        "Worth a try: a drink without caffeine in the afternoon.",
    ),
}
OVER_ANY: Texts = (
    "Worth a look next: your goal for {aim}.",
    "To try next: keep your goal for {aim} in view.",
    "Your goal for {aim} is one to keep in view.",
)
LEFT: Texts = (
    "Only {left} away from your goal for {aim}.",
    "Just {left} more, and your goal for {aim} is reached.",
    "With {left} more, your goal for {aim} is reached.",
)
# While the day goes on and the evening is early.
THIS_EVENING: Mapping[str, Texts] = {
    "water": (
        "A glass of water still fits this evening.",
        "A glass with dinner brings you closer to your goal for drinks.",
    ),
    "steps": ("A short walk still fits this evening.", "A walk after dinner brings you closer to your steps."),
    "active_minutes": (
        "A short walk still fits this evening.",
        "A walk after dinner brings you closer to your active minutes.",
    ),
}
LOG: Mapping[str, Texts] = {
    "meal": (
        "Worth a try: log your meals as well.",
        "Your meals could stand there too; a photo or a few words will do.",
        "To try next: a few words about each meal.",
    ),
    "water": (
        "Worth a try: a tap for each drink.",
        "Your drinks could stand there too; a tap for each is enough.",
        "To try next: log your drinks as well.",
    ),
    "mood": (
        "Worth a try: a tap for how you feel.",
        "Your mood could stand there too; a tap is enough.",
        "To try next: note how you feel as well.",
    ),
    "sleep": (
        "Worth a try: log your sleep as well.",
        "Your sleep could stand there too; a tap in the morning is enough.",
        "To try next: note your night as well.",
    ),
}
WHOLE: Texts = (
    "Worth a try: call a day complete when all is logged.",
    "To try next: say in the evening that the day is complete.",
    "When all is logged, call the day complete; its figures then count in full.",
)
SAME: Texts = (
    "More of the same is a fine plan.",
    "Worth a try: the same again, and some rest.",
    "To try next: more of what went well.",
    "Keep to what works for you, and rest well.",
    "Go on like this, at your own pace.",
)
