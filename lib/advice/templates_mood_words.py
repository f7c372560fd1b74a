"""The wordings after a mood. A low one is met with warmth and one small step, and never talked away."""

LOW = (
    "That sounds hard, and it is good that you noted it.",
    "Thank you for writing this down.",
    "It is all right to feel low.",
    "Some days weigh more than others.",
    "You do not have to fix this today.",
    "That is a lot to carry.",
    "That would be a lot for anybody.",
    "It is good that you looked at how you feel.",
    "Feeling {heavy} is hard, and it is good that you noted it.",
    "You feel {heavy}, and that is all right.",
    "Feeling {heavy} is nothing to hide.",
)
MIDDLING = (
    "{score}, somewhere in the middle.",
    "{score} today: neither up nor down.",
    "{score}, and that is all right.",
    "Okay is a good enough answer.",
    "Somewhere in the middle is all right.",
    "Good that you looked at how you feel.",
    "Feeling {heavy} is nothing to hide, today too.",
    "Feeling {light} at {score}, good to know.",
)
MIDDLING_DAY = ("An in-between day is all right.",)
HIGH = (
    "{score}, good to read.",
    "{score}: lovely.",
    "{score} today, and good that you noted it.",
    "That is good to read.",
    "A good moment, well noted.",
    "Good to hear that things go well.",
    "You feel {light}, and that is good to read.",
    "Feeling {light} at {score}, lovely.",
    "Feeling {light} is worth writing down.",
)
# When the day has been lived.
HIGH_DAY = ("Lovely to see a day like this.",)
HIGH_AND_HEAVY = (
    "{score}, and {heavy} as well; both can be so.",
    "You feel {heavy}, and still {score}; good that you noted both.",
    "Feeling {heavy} at {score}, both are noted.",
    "You feel good and {heavy} as well, and both are noted.",
    "Good and {heavy} can go together.",
)
LOW_AND_LIGHT = (
    "You feel {light} and low; both can be so.",
    "A low moment, and {light} as well; good that you noted both.",
    "Thank you for writing both down.",
    "Feeling {light} and low can go together.",
)
MIXED_STEPS = (
    "Be gentle with yourself.",
    "Rest when you can, and enjoy what is good.",
    "Notice what went into both.",
)

# Where nothing is known but that it was noted.
UNKNOWN = (
    "Good that you looked at how you feel.",
    "Your mood is noted, thank you.",
    "Thank you for noting how you feel.",
)

LOW_STEPS = {
    "day": (
        "A few minutes of fresh air may be enough for now.",
        "A short call to somebody you trust may ease it a little.",
        "Rest a little if the day lets you.",
        "Step outside for a moment if you can.",
        "Let the rest of today be small and simple.",
        "Somebody who knows you would be glad of a call.",
        "Be gentle with yourself.",
        "Something warm and a quiet moment may do some good.",
    ),
    "evening": (
        "A call to somebody you trust may ease the evening.",
        "Let the evening be small and simple.",
        "An early night is a good plan.",
        "Be gentle with yourself.",
        "A little air at the window may be enough for now.",
        "Something warm and a quiet moment may do some good.",
    ),
    "night": (
        "Rest well tonight.",
        "A message to somebody you trust can still go out tonight.",
        "Nothing has to be solved tonight.",
        "Keep the light low and let the day go.",
        "Quiet rest counts, even before sleep comes.",
        "Be gentle with yourself.",
    ),
}
VERY_LOW_STEPS = {
    "day": (
        "A call to somebody close would be a good next step.",
        "Telling somebody you trust can make it lighter.",
        "Somebody close to you would want to know.",
        "Stay near somebody you trust if you can.",
        "You do not have to be alone with it; somebody close can listen.",
        "Step outside for a moment, or call somebody who knows you.",
    ),
    "night": (
        "A message to somebody close can still go out tonight.",
        "Telling somebody you trust can make it lighter.",
        "Somebody close to you would want to know.",
        "Nothing has to be solved tonight; rest comes next.",
        "You do not have to be alone with it; somebody close can listen.",
        "Keep somebody you trust within reach tonight.",
    ),
}
MIDDLING_STEPS = {
    "day": (
        "A short walk or a quiet break could do some good.",
        "A little time outside may make the day lighter.",
        "Choose something small to look forward to.",
        "A few minutes for yourself would fit in well.",
        "Some water and a bit of air are an easy next step.",
        "A friendly word with somebody may brighten it.",
    ),
    "evening": (
        "A quiet evening may be just right.",
        "Let the evening be easy.",
        "An early night would do no harm.",
        "Think of a small thing that went well.",
        "Nothing more is asked of today.",
        "Do something small you enjoy before bed.",
    ),
    "night": (
        "Think of a small thing that went well.",
        "Nothing more is asked of today.",
        "Rest well tonight.",
        "Let the night be calm from here.",
        "Sleep well when you get there.",
    ),
}
HIGH_STEPS = {
    "day": (
        "Notice what went into it; it may work again.",
        "Enjoy it for what it is.",
        "What made it so is worth remembering.",
        "Somebody near you might enjoy hearing about it.",
        "Keep a little of it for later.",
        "Do something you like with it.",
    ),
    "evening": (
        "A good note to end the day on.",
        "Let it carry you into a good night.",
        "What made it so is worth remembering.",
        "Enjoy the evening.",
        "Notice what went into it; it may work again.",
        "Think back to the best part before you sleep.",
    ),
    "night": (
        "Let the good feeling carry you into sleep.",
        "What made it so is worth remembering.",
        "Sleep well when you get there.",
        "Notice what went into it; it may work again.",
        "Think back to the best part before you sleep.",
    ),
}
SHORT_NIGHT = ("After {sleep} of sleep, a slower pace is fine.",)
GOOD_NIGHT = ("Your {sleep} of sleep may have played a part.",)
ACTIVE = ("Your {active_minutes} of movement may have played a part.",)
# For what a feeling asks for by itself.
FOR = {
    "tired": ("Rest when you can; tired days may be slow.", "A short rest may help more than pushing on."),
    "stressed": ("A slow breath and a short pause may help.", "Choose the next small thing and leave the rest."),
    "overwhelmed": ("Choose the next small thing and leave the rest.", "Let something wait until tomorrow."),
    "anxious": ("A few slow breaths may help a little.", "Naming it is a good step already."),
    "lonely": ("A message to somebody you like is a small first step.", "Somebody may be glad to hear from you."),
    "sad": ("Let it be there for a while, and be kind to yourself.",),
    "angry": ("Some space and a few slow breaths may help.",),
    "irritable": ("Some space and a few quiet minutes may help.",),
    "unwell": ("Rest, drink something warm, and let the day be small.",),
    "bored": ("Something small and new could change the day.",),
}
