import tomllib
from itertools import combinations
from pathlib import Path

import pytest

CONFIG = tomllib.loads((Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml").read_text())
THEME = CONFIG["theme"]
MODES = ("light", "dark")
WORDS = ("text", "link", "gray", "red", "orange", "yellow", "green", "blue", "violet")
STATUS = ("red", "yellow", "green", "blue")


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def blend(over, under, share):
    mixed = (round(int(over[i : i + 2], 16) * share + int(under[i : i + 2], 16) * (1 - share)) for i in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def surfaces(mode):
    places = (THEME[mode], THEME[mode]["sidebar"])
    return {place[key] for place in places for key in ("backgroundColor", "secondaryBackgroundColor")}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("word", WORDS)
def test_words_can_be_read_on_every_surface(mode, word):
    colour = THEME[mode][f"{word}Color"]

    worst = min(contrast(colour, surface) for surface in surfaces(mode))

    assert worst >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("share", [0.6, 0.7])
def test_faded_words_can_still_be_read(mode, share):
    # Streamlit draws captions and hints in the text colour at 60 or 70 per cent.
    theme = THEME[mode]

    ratios = [contrast(blend(theme["textColor"], surface, share), surface) for surface in surfaces(mode)]

    assert min(ratios) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("status", STATUS)
def test_messages_can_be_read_on_their_own_background(mode, status):
    theme = THEME[mode]

    ratio = contrast(theme[f"{status}TextColor"], theme[f"{status}BackgroundColor"])

    assert ratio >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_the_accent_is_one_and_carries_white(mode):
    accent = THEME[mode]["primaryColor"]

    assert accent == "#237a5c"
    assert contrast(accent, "#ffffff") >= 4.5
    assert min(contrast(accent, surface) for surface in surfaces(mode)) >= 3


@pytest.mark.parametrize("mode", MODES)
def test_the_edges_of_fields_can_be_seen(mode):
    edge = THEME[mode]["borderColor"]

    assert min(contrast(edge, surface) for surface in surfaces(mode)) >= 3


@pytest.mark.parametrize("mode", MODES)
def test_tables_and_code_can_be_read(mode):
    theme = THEME[mode]

    assert contrast(theme["dataframeHeaderTextColor"], theme["dataframeHeaderBackgroundColor"]) >= 4.5
    assert contrast(theme["codeTextColor"], theme["codeBackgroundColor"]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_lines_in_charts_can_be_seen(mode):
    colours = THEME[mode]["chartCategoricalColors"]

    faintest = min(contrast(colour, surface) for colour in colours for surface in surfaces(mode))

    assert faintest >= 3


# How people see who lack one kind of cone (Viénot, Brettel and Mollon 1999), on linear light.
VISIONS = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no long cones": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "no medium cones": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
}


def seen(colour, vision):
    linear = [(int(colour[place : place + 2], 16) / 255) ** 2.2 for place in (1, 3, 5)]
    light = [max(0.0, sum(w * part for w, part in zip(row, linear, strict=True))) for row in VISIONS[vision]]
    return [part ** (1 / 2.2) * 255 for part in light]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("vision", VISIONS)
def test_kinds_of_entry_stay_apart_for_every_kind_of_colour_vision(mode, vision):
    kinds = THEME[mode]["chartCategoricalColors"][:6]

    distances = {
        (one, other): sum((a - b) ** 2 for a, b in zip(seen(one, vision), seen(other, vision), strict=True)) ** 0.5
        for one, other in combinations(kinds, 2)
    }

    assert min(distances.values()) >= 25, min(distances.items(), key=lambda pair: pair[1])


def test_no_font_comes_from_elsewhere():
    written = str(THEME)

    assert "http" not in written
    assert "fontFaces" not in written


def test_body_text_on_light_is_nearly_black():
    channels = [int(THEME["light"]["textColor"][place : place + 2], 16) for place in (1, 3, 5)]

    assert max(channels) <= 0x11
