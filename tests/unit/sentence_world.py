"""A small world for the sentence parser: a person in Berlin on a Tuesday morning, and what their app knows by name."""

from datetime import datetime
from zoneinfo import ZoneInfo

from lib.diary.sentence import Lexicon, Piece, parse

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=BERLIN)


def _drink(name: str, aliases: str) -> dict[str, str]:
    return {"id": name, "name": name, "aliases": aliases}


def _activity(
    name: str, title: str, aliases: str, low: str = "", high: str = "", strength: str = "no"
) -> dict[str, str]:
    return {
        "id": name,
        "name": title,
        "aliases": aliases,
        "speed_low_kmh": low,
        "speed_high_kmh": high,
        "strength": strength,
    }


BEVERAGES = [
    _drink("water", "water|tap water|glass of water"),
    _drink("coffee", "coffee|coffees|black coffee"),
    _drink("coffee-with-milk", "coffee with milk"),
    _drink("tea", "tea|cup of tea"),
    _drink("milk", "milk|2% milk"),
    _drink("beer", "beer|pint of beer"),
    _drink("wine", "wine|red wine|glass of wine"),
    _drink("cola", "cola|coke|coca-cola"),
    _drink("soda", "7up|7-up|7 up"),
    _drink("juice", "orange juice"),
    _drink("gin-tonic", "gin and tonic"),
]
ACTIVITIES = [
    _activity("running", "Running", "run|ran|running|went for a run"),
    _activity("running-8", "Running, 8 km/h", "", "7.9", "9.0"),
    _activity("running-10", "Running, 10 km/h", "", "9.0", "10.5"),
    _activity("running-11", "Running, 10.8 km/h", "", "10.5", "11.7"),
    _activity("running-trail", "Running, cross country", "trail run"),
    _activity("walking", "Walking, 5 km/h", "walk|walked|walking|walked the dog", "3.9", "5.6"),
    _activity("walking-brisk", "Walking, brisk", "brisk walk", "5.6", "6.4"),
    _activity("cycling", "Cycling", "cycling|cycled|bike"),
    _activity("swimming", "Swimming laps, easy", "swim|swam|swimming|laps"),
    _activity("yoga", "Yoga", "yoga|yoga class"),
    _activity("squash", "Squash", "squash"),
    _activity("weights", "Weight training", "weights|bench press|lifting", strength="yes"),
    _activity("squats", "Squats and deadlifts", "squats|squat|deadlift|deadlifts", strength="yes"),
    _activity("calisthenics", "Calisthenics", "push-ups|pushups|pull-ups|pull ups", strength="yes"),
]
KNOWN_FOODS = {"ham and pea soup", "sunday roast", "squash", "5 minute noodles"}
LEXICON = Lexicon.of(BEVERAGES, ACTIVITIES, foods=lambda phrase: phrase in KNOWN_FOODS)


def read(text: str, *, now: datetime = NOW, imperial: bool = False) -> list[Piece]:
    return parse(text, now=now, lexicon=LEXICON, imperial=imperial)


def only(text: str, *, now: datetime = NOW, imperial: bool = False) -> Piece:
    (piece,) = read(text, now=now, imperial=imperial)
    return piece
