"""The wordings after a workout."""

OPEN = (
    "{effort}, nicely done.",
    "{effort}: that is time well spent.",
    "Well done, {effort}.",
    "{effort} behind you, good work.",
    "{effort} today, and you made the time for it.",
    "You made room for {effort}.",
    "{effort}: a good thing to have done.",
    "Lovely, {effort}.",
)
SHORT = (
    "{effort}: short and worth it.",
    "{effort} fits into a full day, and it counts.",
    "{effort}, and every bit counts.",
    "{effort}: a small session is a session.",
    "You found room for {effort}, nicely done.",
    "{effort}: short sessions add up.",
    "A good little session, {effort}.",
    "{effort}, fitted into your day.",
)
LONG = (
    "{effort}: that is a long session, well done.",
    "{effort} is a lot of work, nicely done.",
    "{effort}: you gave it time, well done.",
    "{effort}: that takes patience, well done.",
    "You kept going for {effort}.",
)
GOAL_REACHED = (
    "{effort}, and your goal of {active_minutes_goal} of movement is reached.",
    "With {effort}, today's {active_minutes_goal} of movement is done.",
)
GOAL_OPEN = (
    "{effort}; that makes {active_minutes_of} of movement today.",
    "{effort}, with {active_minutes_left} left of today's {active_minutes_goal}.",
)
WITH_STEPS = ("{effort}, and {steps} steps on the day as well.",)
SECOND = ("{effort}, your {second} session today.", "Your {second} session today: {effort}.")
# Without figures.
PLAIN = (
    "Well done on {yours}.",
    "{yours}: well done.",
    "Good to see {yours} today.",
    "{yours} today, nicely done.",
    "Nicely done with {yours}.",
    "Good work on {yours}.",
)
NAMELESS = (
    "Well done on your training.",
    "Your training is noted, nicely done.",
    "You made room for training today.",
    "Good to see some training in your day.",
)

# After any training, by the time of day.
REFUEL = {
    "day": (
        "A glass of water and something to eat come next.",
        "Drink something, and have a proper meal when you are ready.",
        "Something with protein at your next meal is a good idea.",
        "A glass of water now, and a good meal later.",
    ),
    "evening": (
        "A good meal and a calm evening come next.",
        "Drink something and let the evening be slow.",
        "A glass of water and a proper meal are a good idea.",
        "Have something with protein tonight if you are hungry.",
    ),
    "night": (
        "Wind down slowly, with a few sips of water.",
        "A small snack is fine if you are hungry, then rest.",
        "Some water, and then a good night.",
    ),
}
# Gentle movement asks for little.
REFUEL_LIGHT = {
    "day": ("A glass of water is a good idea now.", "Have something to drink, and carry on with your day."),
    "evening": ("Some water, and then a calm evening.", "A glass of water is a good idea now."),
    "night": ("Some water, and then a good night.",),
}
REST = {
    "vigorous": (
        "Let the rest of the day be easy.",
        "An easier day tomorrow helps you recover.",
        "Keep tomorrow lighter and see how you feel.",
        "That was hard work, so give yourself time to recover.",
    ),
    "moderate": (
        "A steady effort like this is easy to come back to.",
        "Notice how you feel afterwards, and remember it.",
        "Leave a little room before the next thing.",
        "A pace like this leaves room for tomorrow.",
    ),
    "light": (
        "Gentle movement like this is easy to come back to.",
        "Enjoy an easy pace for the rest of the day.",
        "Light days like this have their place.",
        "Gentle movement leaves you fresh for whatever comes next.",
    ),
}
REST_LATE = {
    "vigorous": (
        "Give your body a calm evening after that.",
        "An easier day tomorrow helps you recover.",
        "Wind down slowly; hard work asks for good sleep.",
        "Let sleep do the rest.",
    ),
    "moderate": (
        "Let the evening be slow from here.",
        "Sleep will do its part tonight.",
        "A calm evening is a good end to the day.",
        "Notice how you feel afterwards, and remember it.",
    ),
    "light": (
        "A gentle way to end the day.",
        "Gentle movement like this goes well with a calm evening.",
        "Let the evening stay as easy as this.",
        "Gentle movement may make the evening a little calmer.",
    ),
}
REST_NIGHT = {
    "vigorous": (
        "Let sleep do the rest.",
        "Wind down slowly; hard work asks for good sleep.",
        "Give your body a calm night after that.",
        "Quiet rest comes next.",
    ),
    "moderate": (
        "Sleep will do its part tonight.",
        "Let the night be slow from here.",
        "Quiet rest comes next.",
        "Let sleep do the rest.",
    ),
    "light": (
        "Let the night stay as easy as this.",
        "Quiet rest comes next.",
        "Sleep well when you get there.",
        "Gentle movement like this goes well with a calm night.",
    ),
}
ANY_REST = ("Quiet rest comes next.", "Rest when you can.", "Let sleep do the rest.")
NOTHING_DRUNK = "No drink is logged yet, so a glass of water comes next."
DRUNK = "Your drinks stand at {water}, so a glass of water fits in now."
PROTEIN = "Protein so far: {protein}; your next meal can add to it."
