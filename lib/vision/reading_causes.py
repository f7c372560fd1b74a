"""Why a photo is not taken in, each cause with its sentence for the person."""

from enum import StrEnum

SCREENSHOT = "Open it on your phone, take a screenshot of it, and add the screenshot."


class Cause(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too large"
    BUSY = "busy"
    NOT_STARTED = "not started"
    FAILED = "failed"
    HEAVY = "heavy"
    UNKNOWN = "unknown"
    GIF = "gif"
    PDF = "pdf"
    SVG = "svg"
    HTML = "html"
    TIFF = "tiff"
    BMP = "bmp"
    AVIF = "avif"
    VIDEO = "video"
    HEIC = "heic"
    CUT_OFF = "cut off"
    DAMAGED = "damaged"
    UNTRUE = "untrue"
    UNUSUAL = "unusual"
    TOO_MANY_PIXELS = "too many pixels"
    TOO_LONG = "too long"
    TOO_SMALL = "too small"
    TOO_MANY_SCANS = "too many scans"
    MOVING = "moving"


SENTENCES = {
    Cause.EMPTY: "This file is empty. Nothing was saved. Please choose the photo again.",
    Cause.TOO_LARGE: f"This file is larger than 12 MB. Nothing was saved. {SCREENSHOT}",
    Cause.BUSY: "Many photos are being read right now. Nothing was saved. Please add yours again in a minute.",
    Cause.NOT_STARTED: (
        "Photos cannot be read here at the moment. Nothing was saved. Please try again later, or add the meal without "
        "a photo."
    ),
    Cause.FAILED: f"Reading this photo went wrong. Nothing was saved. {SCREENSHOT}",
    Cause.HEAVY: f"Reading this photo took too long or too much memory. Nothing was saved. {SCREENSHOT}",
    Cause.UNKNOWN: (
        "This file is not a photo that can be read here. Nothing was saved. Please add a JPEG, a PNG or a WebP picture."
    ),
    Cause.GIF: "This is a GIF, which cannot be read here. Nothing was saved. Please add a photo or a screenshot of it.",
    Cause.PDF: (
        "This is a PDF document and not a photo. Nothing was saved. Please add a photo, or a screenshot of the page."
    ),
    Cause.SVG: "This is a drawing (SVG) and not a photo. Nothing was saved. Please add a photo of the meal.",
    Cause.HTML: (
        "This is a web page and not a photo. Nothing was saved. Open the page, save the picture itself, and add that."
    ),
    Cause.TIFF: (
        "This is a TIFF or raw picture, which cannot be read here. Nothing was saved. Save it as a JPEG and add that."
    ),
    Cause.BMP: "This is a BMP picture, which cannot be read here. Nothing was saved. Save it as a PNG and add that.",
    Cause.AVIF: (
        "This is an AVIF picture, which cannot be read here. Nothing was saved. Save it as a JPEG, or add a screenshot "
        "of it."
    ),
    Cause.VIDEO: (
        "This is a video. Nothing was saved. Pause it where the food can be seen, take a screenshot, and add that."
    ),
    Cause.HEIC: (
        "This is a HEIC photo, as iPhones take them, and it cannot be read here. Nothing was saved. Take a screenshot "
        "of it and add that. For the next photos, choose Settings, Camera, Formats, Most Compatible on the iPhone."
    ),
    Cause.CUT_OFF: (
        "The end of this photo is missing, as after a download that broke off. Nothing was saved. Please add it again."
    ),
    Cause.DAMAGED: f"This photo is damaged and cannot be read in full. Nothing was saved. {SCREENSHOT}",
    Cause.UNTRUE: f"This file says one thing about its picture and holds another. Nothing was saved. {SCREENSHOT}",
    Cause.UNUSUAL: f"This photo is stored in an unusual way that cannot be read here. Nothing was saved. {SCREENSHOT}",
    Cause.TOO_MANY_PIXELS: (
        f"This photo has more than 60 megapixels, which is more than can be read here. Nothing was saved. {SCREENSHOT}"
    ),
    Cause.TOO_LONG: (
        "This picture is more than twenty times as long as it is wide. Nothing was saved. Cut it down to the food, and "
        "add that."
    ),
    Cause.TOO_SMALL: (
        "This picture is too small to show food. Nothing was saved. Please add one of at least 32 pixels on each side."
    ),
    Cause.TOO_MANY_SCANS: (
        f"This photo is built up in more than 100 steps, which would take too long to read. Nothing was saved. "
        f"{SCREENSHOT}"
    ),
    Cause.MOVING: "This picture moves. Nothing was saved. Please add a still photo, or a screenshot of this one.",
}


class Refused(Exception):
    """Raised where a photo is read. Only its cause goes further, never a text out of the photo."""

    def __init__(self, cause: Cause) -> None:
        super().__init__(cause)
        self.cause = cause
