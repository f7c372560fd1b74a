import csv

import pytest

from lib.diary import amounts
from lib.gateway import reference
from lib.nutrition.foods import Food
from lib.vision import labels
from lib.vision.labels import Meaning, meaning


def split(names: str) -> list[str]:
    return names.split("; ")


# What the three vocabularies have to eat and drink.
COCO = split("banana; apple; sandwich; orange; broccoli; carrot; hot dog; pizza; donut; cake")
OBJECTS365 = split(
    "Bread; Apple; Cake; Orange/Tangerine; Tomato; Green Vegetables; Banana; Pumpkin; Dessert; Lemon; Broccoli; "
    "Pizza; Donut; Carrot; Strawberry; Pepper; Pie; Cookies; Grape; Potato; Sausage; Egg; Candy; Cucumber; Pear; "
    "Hamburger; Onion; Green beans; Chicken; Watermelon; Ice cream; French Fries; Cabbage; Hot dog; Peach; Rice; "
    "Pineapple; Mango; Corn; Lettuce; Garlic; Green Onion; Sandwich; Nuts; Plum; Kiwi fruit; Shrimp; Sushi; Cheese; "
    "Cherry; Pasta; Avocado; Hami melon; Mushroom; Eggplant; Coconut; Chips; Steak; Pomegranate; Crab; Meatball; "
    "Papaya; Egg tart; Grapefruit; Radish; Baozi; Spring Rolls; Red Cabbage; Asparagus; Scallop; Noddles; Dumpling; "
    "Oyster; Lobster; Durian; Okra; Other Fish"
)
OPEN_IMAGES = split(
    "Apple; Artichoke; Bagel; Baked goods; Banana; Beer; Bell pepper; Bread; Broccoli; Burrito; Cabbage; Cake; Candy; "
    "Cantaloupe; Carrot; Cheese; Cocktail; Coconut; Coffee; Common fig; Cookie; Crab; Cream; Croissant; Cucumber; "
    "Dairy Product; Dessert; Donut; Drink; Egg (Food); Fast food; Food; French fries; Fruit; Garden Asparagus; Grape; "
    "Grapefruit; Guacamole; Hamburger; Hot dog; Ice cream; Juice; Lemon; Lobster; Mango; Milk; Muffin; Mushroom; "
    "Orange; Oyster; Pancake; Pasta; Pastry; Peach; Pear; Pineapple; Pizza; Pomegranate; Popcorn; Potato; Pretzel; "
    "Pumpkin; Radish; Salad; Sandwich; Seafood; Shrimp; Snack; Squash (Plant); Squid; Strawberry; Submarine sandwich; "
    "Sushi; Taco; Tart; Tea; Tomato; Turkey; Vegetable; Waffle; Watermelon; Wine; Winter melon; Zucchini"
)
CONTAINERS = split(
    "bowl; cup; wine glass; bottle; Plate; Bowl/Basin; Cup; Wine Glass; Bottle; Jug; Tea pot; Canned; Bowl; Mug; "
    "Platter; Coffee cup; Wine glass; Pitcher (Container); Teapot; Tin can"
)
NOT_FOOD = split(
    "person; dining table; fork; knife; potted plant; Cutting/chopping Board; Coffee Table; Kitchenware; Duck"
)
# Of these a photo shows that there is something, and only the person knows what.
VAGUE = split(
    "Food; Fast food; Snack; Dessert; Baked goods; Dairy Product; Seafood; Fruit; Vegetable; Green Vegetables; Drink; "
    "Durian; Egg tart; Winter melon"
)
# Portions that are no piece of anything.
MEASURES = {"serving", "cup", "half cup", "handful", "packet", "bowl", "plate", "half", "tablespoon", "teaspoon", "g"}


def rows(name: str) -> dict[str, dict[str, object]]:
    shelf = next(shelf for shelf in reference.SHELVES if shelf.table == name)
    text = (reference.REFERENCE / f"{name}.csv").read_text(encoding="utf-8")
    return {row[shelf.key]: row for row in reference.rows(shelf, text)}


FOODS = rows("foods")
BEVERAGES = rows("beverages")
LISTED = {label: found for label in labels.WANTED if (found := meaning(label))}


def test_the_vocabularies_are_whole():
    assert (len(COCO), len(OBJECTS365), len(OPEN_IMAGES)) == (10, 77, 84)


@pytest.mark.parametrize("label", [*COCO, *OBJECTS365, *OPEN_IMAGES])
def test_every_food_and_drink_of_the_models_has_a_meaning_and_is_looked_at(label):
    found = meaning(label)

    assert found is not None and found.kind in ("food", "drink")
    assert found.asks == (label in VAGUE)
    assert label in labels.WANTED


@pytest.mark.parametrize("label", CONTAINERS)
def test_what_holds_food_leads_to_a_question(label):
    found = meaning(label)

    assert found == Meaning("container") and found.asks
    assert label in labels.WANTED


@pytest.mark.parametrize("label", [*NOT_FOOD, "", "|", "labels"])
def test_a_name_that_is_not_listed_is_no_food(label):
    assert meaning(label) is None
    assert label not in labels.WANTED


@pytest.mark.parametrize("label", ["hot dog", "Hot dog", "HOT DOG"])
def test_capital_letters_do_not_matter(label):
    assert meaning(label) == Meaning("food", "hot-dog-in-a-bun", counted=True, instead=("chilli-dog",))


def test_every_slug_is_a_food_or_a_beverage_of_the_project():
    named = [(found.kind, slug) for found in LISTED.values() for slug in (found.slug, *found.instead) if slug]

    assert {slug for kind, slug in named if kind == "food"} <= FOODS.keys()
    assert {slug for kind, slug in named if kind == "drink"} <= BEVERAGES.keys()
    assert {kind for kind, _ in named} == {"food", "drink"}


def test_what_looks_the_same_is_at_most_three_others():
    for found in LISTED.values():
        assert len(found.instead) <= 3
        assert len({found.slug, *found.instead}) == len(found.instead) + 1
        assert not (found.asks and (found.instead or found.counted))


@pytest.mark.parametrize("label", sorted(label for label, found in LISTED.items() if found.counted))
def test_what_is_counted_has_a_portion_for_one_piece(label):
    food = Food.of(FOODS[LISTED[label].slug])

    said = amounts.one(food, 2.0, label)

    assert said.amount == 1.0
    assert said.portion not in MEASURES
    assert 5.0 <= (amounts.grams(food, 2.0, said.portion) or 0.0) / 2 <= 300.0


def test_fruit_is_counted_and_heaps_are_not():
    counted = {label for label, found in LISTED.items() if found.counted}

    assert {"banana", "Egg", "donut", "Cookies", "Sushi"} <= counted
    assert not counted & {"Rice", "Pasta", "pizza", "broccoli", "French fries", "Salad"}


def test_no_name_stands_twice():
    with labels.FILE.open(encoding="utf-8", newline="") as file:
        names = [label for row in csv.DictReader(file) for label in row["labels"].split("|")]

    assert len(names) == len(set(names)) and "" not in names


def test_every_row_has_a_kind_that_is_known():
    with labels.FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert {row["kind"] for row in rows} == {"food", "drink", "container"}
    assert {row["counted"] for row in rows} == {"yes", ""}


def test_the_id_of_a_food_is_the_one_the_database_has():
    assert labels.food_id("banana") == FOODS["banana"]["id"]
