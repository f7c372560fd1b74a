"""The wordings of the morning: the day ahead in one line."""

SLEPT_WELL = (
    "{sleep} of sleep is a good base for today.",
    "You slept {sleep}, a good start.",
    "After {sleep} of sleep, the day can come.",
    "{sleep} of sleep are behind you.",
    "{sleep} of sleep, and a new day.",
)
GOAL_SLEPT = ("You slept {sleep}, and your goal of {sleep_goal} is reached.",)
SLEPT_WELL_PLAIN = (
    "A good night is behind you.",
    "A rested start to the day.",
    "You had a good night.",
)
# Above what was meant, or far above what most need: told, and not judged.
SLEPT_LONG = (
    "You slept {sleep}, a long night.",
    "A long night of {sleep} is behind you.",
    "{sleep} of sleep, and the day begins.",
    "A long night, {sleep}, and a new day.",
)
SLEPT_LONG_PLAIN = (
    "A long night is behind you.",
    "After a long night, the day begins.",
    "A long night, and a new day.",
)
LONGER_THAN_USUAL = ("You slept {sleep}, longer than your usual {usual_night}.",)
SHORTER_THAN_USUAL = ("You slept {sleep}, where {usual_night} is usual for you.",)
# A little under what is enough.
SLEPT = (
    "You slept {sleep}, and the day begins.",
    "{sleep} of sleep, and a new day.",
    "A night of {sleep} is behind you.",
)
NEARLY_SLEPT = (
    "You slept {sleep}, not far from your {sleep_goal}.",
    "{sleep} of sleep, close to your {sleep_goal}.",
)
SHORT_NIGHT = (
    "{sleep} of sleep is a short night, so keep today gentle.",
    "After {sleep} of sleep, a slower start is fine.",
    "You slept {sleep}; be easy on yourself today.",
    "A short night, {sleep}; a calm day suits it.",
    "With {sleep} of sleep, leave some room for a break.",
)
SHORT_NIGHT_PLAIN = (
    "A short night asks for a gentle day.",
    "After a short night, a slower start is fine.",
    "The night was short; be easy on yourself today.",
    "After a short night, leave some room for a break.",
)
NO_NIGHT = (
    "A new day begins.",
    "The day is still open.",
    "Another day to shape as you like.",
    "The day is just beginning.",
)

WATER = (
    "A glass of water with breakfast starts you towards {water_goal}.",
    "{water_goal} of drinks is the plan; start with a glass.",
    "A glass before breakfast makes {water_goal} easier.",
    "An early glass is a good start on today's {water_goal}.",
)
WATER_BEGUN = (
    "You have had {water} of your {water_goal} already.",
    "Your drinks already stand at {water_of}.",
)
STEPS = (
    "A walk around midday makes a start on {steps_goal} steps.",
    "{steps_goal} steps is the plan; a short walk begins it.",
    "A short walk early on makes {steps_goal} steps easier.",
)
STEPS_GENTLE = (
    "With {steps_goal} steps as the plan, an easy walk will do.",
    "Your {steps_goal} steps can wait for a day with more rest.",
)
STEPS_BEGUN = ("You are already at {steps_of} steps.",)
ACTIVE = (
    "Choose a good moment for your {active_minutes_goal} of movement.",
    "{active_minutes_goal} of movement is the plan, early or late, as it suits.",
)
ACTIVE_GENTLE = (
    "For your {active_minutes_goal} of movement, an easy walk will do.",
    "Easy movement is fine for today's {active_minutes_goal}.",
)
# Without a target.
AFTER_VERY_SHORT = (
    "An easy walk will do today.",
    "Let today be slow, with room for rest.",
    "An early night is a good plan.",
    "A short rest around midday may help.",
)
NO_GOAL = (
    "A glass of water is an easy start.",
    "A few minutes of daylight are an easy start.",
    "Choose something small to look forward to.",
    "Start slowly and have something to drink.",
    "Some water and a bit of air are a good start.",
    "A short walk before noon would be a good start.",
    "Breakfast without hurry is a good start.",
    "Leave a little room for yourself today.",
)
# What can be done where nothing is logged yet.
START = (
    "A tap on a drink is a good start.",
    "How you feel is noted with a tap.",
    "Log a meal or a mood as a start.",
    "Start with whatever is easiest to log.",
    "Any small entry is a good start.",
    "Your sleep is noted with a tap.",
)
NIGHT_OPENINGS = (
    "It is time for some rest.",
    "The night is for rest.",
    "Rest well tonight, and leave the rest.",
    "Your diary can wait.",
)
NIGHT = (
    "Sleep well when you get there.",
    "Quiet rest counts, even before sleep comes.",
    "Keep the light low and let the day go.",
    "Let the night be calm from here.",
    "Rest well tonight.",
)
LATER = (
    "Leave a little room for yourself in what is left of today.",
    "A calm moment and some water go well now.",
    "Think of a small thing that went well so far.",
    "Let the rest of the day be easy.",
    "A quiet break would fit in well.",
    "Whatever is left today can be simple.",
)
DAY_OPENINGS = (
    "There is still time for something small today.",
    "The day is well on its way.",
    "A good part of the day is still ahead.",
)
LATE_OPENINGS = (
    "The day is nearly done.",
    "A good part of the day is behind you.",
    "Most of the day is behind you.",
)
