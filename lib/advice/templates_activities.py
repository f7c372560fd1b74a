"""How an activity is spoken of within a sentence: "45 min of running", "well done on your run"."""

import re

from lib.advice.templates_read import name

# By the beginning of the activity's name: what follows its minutes, and what is the person's own.
_SPOKEN: dict[str, tuple[str, str]] = {
    "Walking": ("of walking", "your walk"),
    "Hiking": ("of hiking", "your hike"),
    "Climbing stairs": ("of climbing stairs", "your stairs"),
    "Jogging and walking in turns": ("of jogging and walking", "your jog"),
    "Jogging": ("of jogging", "your jog"),
    "Running": ("of running", "your run"),
    "Cycling to work": ("of cycling to work", "your ride to work"),
    "Cycling": ("of cycling", "your ride"),
    "Mountain biking": ("of mountain biking", "your ride"),
    "E-bike": ("on the e-bike", "your ride"),
    "Exercise bike": ("on the exercise bike", "your time on the exercise bike"),
    "Spin class": ("of spinning", "your spin class"),
    "Squats and deadlifts": ("of squats and deadlifts", "your squats and deadlifts"),
    "Weight training": ("of weight training", "your weight training"),
    "Gym workout": ("in the gym", "your gym workout"),
    "Fitness class": ("in your fitness class", "your fitness class"),
    "Exercises at home": ("of exercise at home", "your exercises at home"),
    "Boot camp": ("of boot camp", "your boot camp"),
    "Elliptical trainer": ("on the elliptical trainer", "your time on the elliptical trainer"),
    "Stair machine": ("on the stair machine", "your time on the stair machine"),
    "Rowing machine": ("on the rowing machine", "your time on the rowing machine"),
    "Ski machine": ("on the ski machine", "your time on the ski machine"),
    "Stretching": ("of stretching", "your stretching"),
    "Skipping rope": ("of skipping rope", "your skipping"),
    "Hula hoop": ("with the hula hoop", "your time with the hula hoop"),
    "Swimming laps": ("of swimming laps", "your laps"),
    "Swimming": ("of swimming", "your swim"),
    "Basketball": ("of basketball", "your basketball"),
    "Football": ("of football", "your football"),
    "American football": ("of American football", "your football"),
    "Badminton": ("of badminton", "your badminton"),
    "Volleyball": ("of volleyball", "your volleyball"),
    "Climbing": ("of climbing", "your climb"),
    "Kickboxing": ("of kickboxing", "your kickboxing"),
    "Boxing": ("of boxing", "your boxing"),
    "Bouldering": ("of bouldering", "your bouldering"),
    "Fencing": ("of fencing", "your fencing"),
    "Trampoline": ("on the trampoline", "your time on the trampoline"),
    "Dance class": ("of dancing", "your dance class"),
    "Salsa dancing": ("of salsa dancing", "your dancing"),
    "Ballroom dancing": ("of ballroom dancing", "your dancing"),
    "Nightclub or folk dancing": ("of dancing", "your dancing"),
    "Skiing or snowboarding": ("on the snow", "your time on the snow"),
    "Cross-country skiing": ("of cross-country skiing", "your time on the snow"),
    "Ice skating": ("of ice skating", "your time on the ice"),
    "Canoeing or rowing a boat": ("of canoeing or rowing", "your time on the water"),
    "Kayaking": ("of kayaking", "your time on the water"),
    "Playing with children": ("of playing with children", "your time with the children"),
}
# What an older version or an import may have called one is said only where it counts nothing.
_PLAIN = re.compile(r"[A-Za-z]+(?:[ -][A-Za-z]+)*")
# The longest beginning that fits is meant.
_BY_LENGTH = sorted(_SPOKEN, key=len, reverse=True)


def spoken(activity: str) -> tuple[str, str]:
    for begins in _BY_LENGTH:
        if activity.startswith(begins):
            return _SPOKEN[begins]
    plain = name(activity)
    if not _PLAIN.fullmatch(plain):
        return "of training", "your training"
    if plain.split(" ")[0].endswith("ing"):
        return f"of {plain}", f"your time {plain}"
    return f"of {plain}", f"your {plain}"
