"""The wordings after a meal. How much somebody ate is never commented on."""

FOOD_AND_ENERGY = (
    "{food} {as_meal}, {energy}.",
    "{food}: a {meal} of {energy}.",
    "Your {meal} of {food} is noted, {energy}.",
    "{energy} {as_meal}: {food}.",
    "{meal} noted: {food}, {energy}.",
    "A {meal} of {food}, {energy}.",
    "{as_meal}, {food}: {energy}.",
    "Noted {as_meal}: {food}, {energy}.",
)
FOOD = (
    "{food} {as_meal}, noted.",
    "A {meal} of {food} sounds good.",
    "Your {meal} of {food} is in the diary.",
    "{meal} noted: {food}.",
    "Noted {as_meal}: {food}.",
    "{as_meal}, {food}.",
)
ENERGY = (
    "Your {meal} is noted, {energy}.",
    "{meal} noted, {energy}.",
    "A {meal} of {energy}, noted.",
    "{energy} {as_meal}, noted.",
)
NAMELESS = (
    "Your {meal} is in the diary.",
    "Your {meal} is noted, thank you.",
    "Your {meal} is written down.",
)
SAID_LITTLE = (
    "Your meal is in the diary.",
    "Your meal is noted, thank you.",
    "Thank you for noting your meal.",
    "That meal is written down.",
)

GENERAL = (
    "Enjoy your food without hurry.",
    "Notice what you liked best.",
    "Leave yourself a little time to enjoy your food.",
)
WATER = ("A glass of water goes well with a meal.", "Some water as well is a good idea.")
# What may come next, by the meal that was.
LATER = {
    "breakfast": (
        "Some fruit or vegetables at lunch would go well.",
        "A good base for the morning.",
        "Have a good morning from here.",
        "Something green at lunch would add some colour.",
    ),
    "lunch": (
        "Vegetables or fruit later would round the day off.",
        "A quiet break afterwards can feel good.",
        "Have a good afternoon from here.",
        "Something green at dinner would add some colour.",
    ),
    "other": (
        "Vegetables at the next meal would go well.",
        "Something green at the next meal would add some colour.",
        "Fruit is an easy snack for later, if you are hungry.",
    ),
    "evening": (
        "Fruit or vegetables tomorrow keep the variety going.",
        "Let the evening be calm from here.",
        "A calm evening is a good end to the day.",
    ),
    "night": (
        "Let the night be calm from here.",
        "Sleep well when you get there.",
        "Tomorrow brings room for fruit and vegetables.",
    ),
}
PROTEIN_OPEN = (
    "Protein so far: {protein_of}; the next meal can add to it.",
    "{protein_left} of protein to go; your next meal is a good place for it.",
)
PROTEIN_REACHED = ("Your protein goal is reached, at {protein}.", "Protein is at {protein}, so that goal is done.")
PROTEIN = ("That brings protein to {protein} today.",)
FIBRE_OPEN = (
    "Fibre so far: {fibre_of}; fruit or vegetables add to it.",
    "{fibre_left} of fibre to go; vegetables at the next meal help.",
)
FIBRE_REACHED = ("Your fibre goal is reached, at {fibre}.",)
FIBRE = ("That brings fibre to {fibre} today.",)
