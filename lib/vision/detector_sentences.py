"""Why a photo gets no suggestions, said to the person who took it."""

from lib.vision.weights import Cause

STILL_WORKS = "Everything else works; add what is on the plate by hand."
BY_HAND = "Try again in a moment, or add what is on the plate by hand."

SWITCHED_OFF = f"Suggestions are switched off here. {STILL_WORKS}"
OFF: dict[Cause, str] = {
    "missing": f"Suggestions are off: the model is not here and could not be downloaded. {STILL_WORKS}",
    "unreadable": f"Suggestions are off: the file of the model could not be read. {STILL_WORKS}",
    "memory": f"Suggestions are off: there is too little memory for the model. {STILL_WORKS}",
    "packages": f"Suggestions are off: what the model needs is not installed here. {STILL_WORKS}",
    "stopped": f"Suggestions are off: the model could not be loaded. {STILL_WORKS}",
}
LOADING = f"Suggestions are not there yet: the model is still loading. {BY_HAND}"
BUSY = f"Many photos are being looked at right now, and this one had no turn. {BY_HAND}"
TOO_LONG = f"Looking at this photo took too long. {BY_HAND}"
CUT_SHORT = f"Looking at this photo was cut short. {BY_HAND}"
UNREADABLE = "The model could not look at this photo. Please add what is on the plate by hand."
ENDING = "Suggestions are off: the app is being stopped. Please come back in a moment."
