"""What may come next after a drink."""

from lib.advice.templates_hours import AFTERNOON, EVENING, MIDDAY, MORNING, NIGHT

STEPS = {
    MORNING: (
        "One more glass before lunch is a good next step.",
        "A glass with lunch is an easy next step.",
        "Keep a glass within reach this morning.",
        "Another glass before lunch keeps it easy.",
        "A full bottle beside you makes the morning easy.",
        "The next glass could go with your morning break.",
    ),
    MIDDAY: (
        "A glass with your next meal is an easy step.",
        "One more glass early this afternoon would do nicely.",
        "Keep a glass nearby through the afternoon.",
        "Have the next when you take a break.",
        "Another glass before the afternoon begins would do nicely.",
        "A full bottle beside you makes the afternoon easy.",
    ),
    AFTERNOON: (
        "One more glass this afternoon is a good next step.",
        "A glass with dinner is an easy next step.",
        "Keep a glass nearby until the evening.",
        "A glass now leaves less for the evening.",
        "Another glass before dinner is enough for now.",
        "Have the next when you take a break.",
    ),
    EVENING: (
        "A glass with your evening meal is enough for now.",
        "Sip when you feel like it and keep the evening easy.",
        "One more glass early in the evening, then let it be.",
        "Small sips are fine from here.",
        "There is no hurry with the rest tonight.",
        "Have a little more only if you are thirsty.",
    ),
    NIGHT: (
        "No need to catch up tonight.",
        "If you are thirsty, a few sips are fine; tomorrow starts fresh.",
        "That is all for tonight.",
        "Leave the glass by the bed and sleep well.",
        "An early glass tomorrow gives you a head start.",
        "Let it rest there and sleep well.",
    ),
}
# Without a goal nothing is left to drink.
NO_GOAL_LATE = {
    EVENING: (
        "Small sips are fine from here.",
        "Have a little more only if you are thirsty.",
        "From here, let thirst decide.",
        "Enjoy the evening.",
        "Let the evening be easy.",
        "A glass by the bed is enough for the night.",
    ),
    NIGHT: (
        "Small sips are fine from here.",
        "Have a little more only if you are thirsty.",
        "That is all for tonight.",
        "Sleep well when you get there.",
        "Let it rest there and sleep well.",
    ),
}
# Where no more is called for, and nothing is said of drinking.
QUIET = (
    "Your diary has it now.",
    "Nothing more is needed for now.",
    "That is all for now.",
    "You can leave it there.",
    "Go on at your own pace.",
)
NEARLY_STEPS = {
    "day": (
        "One more glass will do it, whenever you like.",
        "A glass with your next meal will do it.",
        "The next glass gets you there.",
        "The rest can wait until your next meal.",
        "Your next break is a good moment for one more glass.",
    ),
    EVENING: (
        "A glass with your evening meal gets you there.",
        "A few sips through the evening will do.",
        "The rest can wait until you are thirsty.",
        "One more glass early in the evening will do.",
    ),
    NIGHT: (
        "Nearly there; sleep well.",
        "Leave it there if you are ready for bed.",
        "A few sips if you are thirsty, and then rest.",
        "The rest can wait for tomorrow.",
    ),
}
ENOUGH_STEPS = {
    "day": (
        "From here, let thirst decide.",
        "The rest of the day can follow your thirst.",
        "Nothing more to plan; have some when you are thirsty.",
        "Whatever comes on top is up to your thirst.",
        "No more counting needed today.",
        "From here, have a drink whenever you feel like it.",
    ),
    EVENING: (
        "No more counting is needed tonight.",
        "From here, let thirst decide.",
        "Enjoy the evening.",
        "A few sips when you are thirsty are all it needs now.",
        "That is all for tonight.",
    ),
    NIGHT: (
        "That is all for tonight.",
        "Rest well tonight.",
        "Sleep well.",
        "Only have more if you are thirsty.",
        "Let it rest there for tonight.",
    ),
}
OVER_STEPS = (
    "There is no need for more unless you are thirsty.",
    "Let thirst lead from here.",
    "The glass can rest for a while.",
    "Slow sips from here, and only when you are thirsty.",
    "That is all for today.",
    "You can leave it there today.",
)
CAFFEINE_STEPS = {
    "early": (
        "The {drink} counts towards your drinks as well.",
        "A glass of water goes well with the {drink}.",
        "Enjoy the {drink} slowly.",
        "Let the next drink be water.",
        "Some water next is a good idea.",
    ),
    "later": (
        "Let the next drink be water.",
        "Enjoy the {drink} slowly.",
        "The next drink could be a glass of water.",
        "Some water next is a good idea.",
        "Enjoy the {drink}; water can follow.",
    ),
    "late": (
        "An earlier {drink} may make falling asleep easier.",
        "With water from here on, the night may come easier.",
        "Let the next drink be water.",
        "The next drink could be a glass of water.",
        "A calm end to the day makes sleep easier.",
    ),
    "night": (
        "Quiet rest comes next.",
        "With water from here on, sleep may come easier.",
        "Let the next drink be water.",
        "Keep the light low, so that sleep comes easier.",
    ),
}
ANOTHER_LATE = (
    "An earlier last {drink} may make falling asleep easier.",
    "With water from here on, the night may come easier.",
)
ALCOHOL_STEPS = {
    "day": (
        "A glass of water now and then is a good idea.",
        "Have some water as well, and take your time.",
        "Have some water as well, and something to eat.",
        "Let the next drink be water.",
    ),
    "late": (
        "A glass of water now and then is a good idea.",
        "A glass of water before bed is a kind habit.",
        "Some water before bed makes the night easier.",
        "Have some water as well, and take your time.",
        "Have some water as well, and something to eat.",
    ),
}
# Early in the day, after some already, or above what the person means to drink.
ALCOHOL_CALM = (
    "A glass of water now is a good idea, and food helps.",
    "Have some water now, and something to eat.",
    "Let the next drink be water, and have something to eat.",
    "Have some water now, and rest when you can.",
)
# Where nobody is to be asked to drink.
ALCOHOL_DRY = (
    "Something to eat is a good idea now.",
    "Have something to eat, and rest when you can.",
    "Go slowly from here.",
)
