"""Foods that look alike and differ in energy, with the question that tells them apart."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Siblings:
    question: str
    # What the person answers, and the slug of the food it then is.
    answers: tuple[tuple[str, str], ...]


SIBLINGS: tuple[Siblings, ...] = (
    Siblings(
        "How was the egg cooked?",
        (("Boiled", "egg-boiled"), ("Fried", "egg-fried"), ("Scrambled", "scrambled-eggs")),
    ),
    Siblings("Was the fish fried?", (("No", "cod-baked"), ("Yes, in batter", "cod-fried-in-batter"))),
    Siblings(
        "How were the prawns cooked?",
        (("Plain", "prawns-cooked"), ("In garlic butter", "garlic-butter-prawns"), ("Fried in batter", "prawns-fried")),
    ),
    Siblings("Was the tofu fried?", (("No", "tofu"), ("Yes", "tofu-fried"))),
    Siblings(
        "Was the chicken fried?",
        (("No, grilled", "chicken-breast-grilled"), ("No, roasted", "roast-chicken"), ("Yes", "fried-chicken")),
    ),
    Siblings(
        "How were the potatoes cooked?",
        (
            ("Boiled", "potatoes-boiled"),
            ("Baked in their skins", "baked-potato"),
            ("Roasted in fat", "roast-potatoes"),
            ("Fried", "french-fries"),
        ),
    ),
    Siblings("Was there cheese on the fries?", (("No", "french-fries"), ("Yes", "cheesy-fries"))),
    Siblings("Were they crisps or hot fries?", (("Crisps", "potato-crisps"), ("Hot fries", "french-fries"))),
    Siblings("Were the dumplings fried?", (("No", "dumplings-steamed"), ("Yes", "dumplings-fried"))),
    Siblings("Was the rice fried?", (("No", "white-rice-cooked"), ("Yes", "fried-rice"))),
    Siblings("Was there butter on the corn?", (("No", "sweetcorn"), ("Yes", "corn-on-the-cob-buttered"))),
    Siblings("Was the aubergine baked with cheese?", (("No", "aubergine-cooked"), ("Yes", "aubergine-parmigiana"))),
    Siblings(
        "Was there a sauce on the pasta?",
        (("No", "pasta-cooked"), ("Tomato sauce", "pasta-with-tomato-sauce"), ("Cream sauce", "pasta-in-cream-sauce")),
    ),
    Siblings(
        "Was there cheese on the burger?",
        (("No", "hamburger"), ("Yes", "cheeseburger"), ("Yes, and bacon", "bacon-cheeseburger")),
    ),
    Siblings("Were the pancakes thick or thin?", (("Thick", "pancakes"), ("Thin", "crepe"))),
    Siblings(
        "What kind of cake was it?",
        (
            ("Plain", "vanilla-cake"),
            ("Chocolate", "chocolate-cake"),
            ("Cheesecake", "cheesecake"),
            ("Carrot cake", "carrot-cake"),
        ),
    ),
    Siblings(
        "Was it ice cream or sorbet?",
        (("Ice cream", "vanilla-ice-cream"), ("Chocolate ice cream", "chocolate-ice-cream"), ("Sorbet", "sorbet")),
    ),
    Siblings("Was the popcorn made without fat?", (("No", "popcorn"), ("Yes", "popcorn-air-popped"))),
    Siblings("What kind of cream was it?", (("Whipped", "whipped-cream"), ("Soured", "soured-cream"))),
)
