"""The wordings of the morning: the day ahead in one line."""

SLEPT_WELL = (
    "{sleep} of sleep is a good base for today.",
    "You slept {sleep}, a good start.",
    "After {sleep} of sleep, the day can come.",
    "Good morning after {sleep} of sleep.",
    "{sleep} of sleep, and a new day.",
)
GOAL_SLEPT = ("You slept {sleep}, and your goal of {sleep_goal} is reached.",)
SLEPT_WELL_PLAIN = (
    "A good night is behind you.",
    "A rested start to the day.",
    "Good morning after a good night.",
)
# A little under what is enough.
SLEPT = (
    "You slept {sleep}, and the day begins.",
    "{sleep} of sleep, and a new day.",
    "Good morning after {sleep} of sleep.",
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
    "Good morning.",
    "A new day, and nothing asked of it yet.",
    "The day is still open.",
    "Good morning, and an easy start to you.",
    "Another day to shape as you like.",
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
    "For your {active_minutes_goal} of movement, an easy walk is enough.",
    "Easy movement is fine for today's {active_minutes_goal}.",
)
NO_GOAL = (
    "A glass of water is an easy start.",
    "A few minutes of daylight are an easy start.",
    "Choose something small to look forward to.",
    "Start slowly and have something to drink.",
    "Some water and a bit of air are plenty for a start.",
    "A short walk before noon would be a good start.",
    "Breakfast without hurry is a good start.",
    "Leave a little room for yourself today.",
)
NOTHING_LOGGED = ("Nothing is logged yet; a glass of water is a good beginning.",)
LATER = (
    "Leave a little room for yourself in what is left of today.",
    "A calm moment and some water go well now.",
    "Think of a small thing that went well so far.",
    "Let the rest of the day be easy.",
    "A quiet break would fit in well.",
    "Whatever is left today can be simple.",
)
DAY_OPENINGS = (
    "Good to see you here today.",
    "The day is well on its way.",
    "A good part of the day is still ahead.",
)
LATE_OPENINGS = (
    "Good evening.",
    "Good to see you here today.",
    "Most of the day is behind you.",
)
