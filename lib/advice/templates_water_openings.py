"""How a line after a drink begins."""

OPEN = (
    "{water} so far, {water_left} to go.",
    "You are at {water_of} today.",
    "{water_of} so far.",
    "That makes {water} today, with {water_left} to go.",
    "{added} of {drink} brings today to {water_of}.",
    "Another {added}, and {water_left} left of your {water_goal}.",
    "{water_left} left for today, about {glasses}.",
    "{water} so far; about {glasses} would make it {water_goal}.",
)
OPEN_AT_NIGHT = (
    "{water_of} today.",
    "Today comes to {water}.",
    "You drank {water} today.",
    "{added} of {drink} brings today to {water}.",
    "You are at {water} today.",
    "{water} of drinks for today.",
)
NEARLY = (
    "Nearly there: {water_left} to go.",
    "Only {water_left} left of your {water_goal}.",
    "{water_of}, so nearly there.",
    "{water_left} more and today's {water_goal} is done.",
    "Just {water_left} between you and your {water_goal}.",
    "{water} today, and {water_left} to go.",
    "{added} of {drink}, and only {water_left} left.",
    "You are at {water}, close to your {water_goal}.",
)
NEARLY_AT_NIGHT = (
    "{water_of}, so nearly there.",
    "You are at {water}, close to your {water_goal}.",
    "{water} today, near your {water_goal}.",
    "Today comes to {water}, close to {water_goal}.",
)
REACHED = (
    "{water} today: your goal of {water_goal} is reached.",
    "Goal reached, with {water} today.",
    "You are at {water}, and {water_goal} was the plan.",
    "{water} so far, so your {water_goal} is done.",
    "Your {water_goal} for today is done, at {water}.",
    "You have reached {water_goal} today, with {water} in all.",
)
JUST_REACHED = (
    *REACHED,
    "That {poured} did it: {water}, and your goal is reached.",
    "With this {drink} you have reached your {water_goal}.",
)
OVER = (
    "{water} today, well past your {water_goal}.",
    "You are at {water}, past your {water_goal}.",
    "{water} so far, more than the {water_goal} you planned.",
    "Your {water_goal} is done, at {water} now.",
    "{water_goal} was the plan, and you are at {water}.",
)
NO_GOAL = (
    "{water} so far today.",
    "You are at {water} today.",
    "That makes {water} today.",
    "{added} of {drink} brings today to {water}.",
    "Another {added}, and {water} in all today.",
    "{water} of drinks so far.",
    "Your drinks today come to {water}.",
    "Today stands at {water}.",
)
WITH_CAFFEINE = (
    "{caffeine} of caffeine so far, and {water} of drinks.",
    "{drink} noted, with {caffeine} of caffeine today.",
    "That makes {caffeine} of caffeine and {water} of drinks today.",
)

# Without figures.
OPEN_PLAIN = (
    "That drink is a step towards your goal.",
    "A bit closer to your goal for today.",
    "Noted: your goal for today is getting closer.",
    "Your drinks are coming along.",
    "Every glass like this moves today along.",
    "Good, that goes towards today's goal.",
)
NEARLY_PLAIN = (
    "You are nearly there for today.",
    "Only a little is left of your goal.",
    "Your goal for today is close now.",
    "Just a little more and today's goal is done.",
)
REACHED_PLAIN = (
    "Your drinks goal for today is reached.",
    "Goal reached, nicely done.",
    "You have reached what you planned to drink today.",
    "That is your drinks goal done for today.",
)
OVER_PLAIN = (
    "Your drinks goal is well behind you.",
    "You are well past your goal for today.",
    "You are past your goal for today.",
)
PLAIN = (
    "Your drink is noted.",
    "That was a good moment for a drink.",
    "Noted, and good that you had something to drink.",
    "Another drink in the diary.",
    "Good that you made time for a drink.",
    "Your diary has it now, thank you.",
)
ALCOHOL = (
    "{poured} of {drink}, noted.",
    "Noted: {poured} of {drink}.",
    "{poured} of {drink}, written down with the rest of the day.",
    "Written down: {poured} of {drink}.",
    "The {drink} is in the diary.",
    "The {drink} is noted.",
    "The {drink} is written down.",
)
ALCOHOL_PLAIN = ("The {drink} is noted.", "Noted, with the rest of the day.", "Your drink is noted.")
# The first of the day.
FIRST = (
    "{poured} of {drink}, the {first} drink of the day.",
    "The {first} drink of the day: {poured} of {drink}.",
)
FIRST_OPEN = ("The {first} drink of the day: {water_of}.",)
FIRST_PLAIN = ("The {first} drink of the day is noted.",)
# For whoever keeps to a limit.
LIMIT = (
    "{water} so far, within your {water_limit}.",
    "You are at {water}, and at most {water_limit} was the plan.",
    "Noted: {water} today, within your {water_limit}.",
    "That makes {water} today, within {water_limit}.",
)
LIMIT_PASSED = (
    "{water} today, above the {water_limit} you set.",
    "You are at {water}, and at most {water_limit} was the plan.",
    "Noted: {water} today, above your {water_limit}.",
    "That makes {water} today, above {water_limit}.",
)
# Nothing but what is so.
TOTAL = (
    "{water} so far today.",
    "Your drinks today come to {water}.",
    "Noted: {water} today.",
    "Today stands at {water}.",
)
NEUTRAL = ("Your drink is noted.", "Your diary has it now, thank you.", "Noted, with the rest of the day.")
