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
        "Small sips are enough from here.",
        "There is no hurry with the rest tonight.",
        "Have a little more only if you are thirsty.",
    ),
    NIGHT: (
        "No need to catch up tonight.",
        "If you are thirsty, a few sips are fine; tomorrow starts fresh.",
        "That is enough for tonight.",
        "Leave the glass by the bed and sleep well.",
        "An early glass tomorrow gives you a head start.",
        "Let it rest there and sleep well.",
    ),
}
# Without a goal nothing is left to drink.
NO_GOAL_LATE = (
    "Small sips are enough from here.",
    "Have a little more only if you are thirsty.",
    "From here, let thirst decide.",
    "Enjoy the evening.",
    "Let the evening be easy.",
    "A glass by the bed is enough for the night.",
)
NEARLY_STEPS = {
    "day": (
        "One more glass will do it, whenever you like.",
        "A glass with your next meal will do it.",
        "The next glass gets you there.",
        "It can wait until your next meal.",
        "Your next break is a good moment for it.",
    ),
    EVENING: (
        "A glass with your evening meal gets you there.",
        "A few sips through the evening will do.",
        "It can wait until you are thirsty.",
        "One more small glass early in the evening is plenty.",
    ),
    NIGHT: (
        "Near enough; sleep well.",
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
        "The evening is free of counting.",
        "From here, let thirst decide.",
        "Enjoy the evening.",
        "A few sips when you are thirsty are all it needs now.",
        "Nothing is left to do here tonight.",
    ),
    NIGHT: (
        "Nothing is left to do here tonight.",
        "Enjoy the rest of the evening.",
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
    "That is plenty for today.",
    "You can leave it there today.",
)
CAFFEINE_STEPS = {
    "early": (
        "It counts towards your drinks as well.",
        "A glass of water beside it goes well.",
        "Enjoy it slowly.",
        "Enjoy it, and let the next drink be water.",
        "Some water next would go well with it.",
    ),
    "later": (
        "Enjoy it, and let the next drink be water.",
        "An earlier last {drink} may make falling asleep easier.",
        "With water from here on, the night may come easier.",
        "The next drink could be a glass of water.",
        "Enjoy it slowly; water can follow.",
    ),
}
ALCOHOL_STEPS = {
    "day": (
        "A glass of water beside it is good company.",
        "Have some water alongside, and take your time.",
        "Something to eat and some water go well with it.",
        "Enjoy it slowly, with water at hand.",
    ),
    "late": (
        "A glass of water beside it is good company.",
        "A glass of water before bed is a kind habit.",
        "Some water before bed would be kind to tomorrow morning.",
        "Enjoy it slowly, with water at hand.",
        "Something to eat and some water go well with it.",
    ),
}
