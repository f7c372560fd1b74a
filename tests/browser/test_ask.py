"""Asking in a browser: typed, spoken and read aloud; what is logged from there; and for every eye."""

from playwright.sync_api import Page, expect

from tests.browser.chromium import settle
from tests.browser.test_every_page import BOTH_THEMES, PHONE, serious_faults
from tests.browser.visitor import Visitor, Visitors
from tests.support import gemini_standin as plays
from tests.support.gemini_standin import Standin
from tests.support.server import RunningApp

# Headless browsers have no voice.
VOICES = """
window.spoken = [];
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
const voices = [
    {name: 'far', lang: 'en-US', localService: false}, {name: 'here', lang: 'en-GB', localService: true}
];
Object.defineProperty(window, 'speechSynthesis', {value: {
    speaking: false, getVoices: () => voices, cancel() {},
    speak(said) { window.spoken.push([said.voice.name, said.text]); },
}});
"""


def ask(page: Page, question: str) -> None:
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")
    expect(page.get_by_test_id("stChatMessage").filter(has_text=question).first).to_be_visible()
    settle(page)


def test_ask_log_and_hear_the_answer(visitors: Visitors) -> None:
    visitor = visitors(timezone_id="Europe/Berlin", reduced_motion="reduce")
    visitor.context.add_init_script(VOICES)
    page = visitor.come_in()
    visitor.press("Water 330 ml")
    settle(page)
    visitor.open("ask")

    ask(page, "how much water did I drink today?")
    expect(page.get_by_test_id("stChatMessage").last.get_by_text("330 ml").first).to_be_visible()
    visitor.press("Read aloud")
    page.wait_for_function("window.spoken.length === 1")
    ((voice, said),) = page.evaluate("window.spoken")
    assert voice == "here" and "330 ml" in said

    ask(page, "log 2 eggs and a coffee")
    expect(page.get_by_text("nothing is saved before you say so").first).to_be_visible()
    visitor.press("Save all")
    expect(page.get_by_text("Logged: Egg, boiled").first).to_be_visible()

    # Another tab knows the conversation, and forgets it.
    visitor.open("ask")
    expect(page.get_by_text("how much water did I drink today?").first).to_be_visible()
    visitor.press("Delete this conversation")
    visitor.press("Delete it all")
    expect(page.get_by_text("Every number comes from what you logged.")).to_be_visible()


def test_what_was_spoken_is_looked_over_before_it_is_asked(
    visitors: Visitors, with_key: RunningApp, standin: Standin
) -> None:
    standin.will(plays.says({"words": "how much water did I drink todya?"}))
    visitor = _agreed(visitors, with_key)
    page = visitor.open("ask")

    visitor.press("Speak instead")
    page.get_by_role("button", name="Record").click()
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Stop recording").click()
    heard = page.get_by_label("This was heard; change what is wrong")
    expect(heard).to_have_value("how much water did I drink todya?")
    heard.fill("how much water did I drink today?")
    visitor.press("Ask this")

    expect(page.get_by_test_id("stChatMessage").filter(has_text="drink today?").first).to_be_visible()
    (sent,) = standin.asked
    assert sent.parts[0]["inlineData"]["mimeType"] == "audio/wav"


def _agreed(visitors: Visitors, app: RunningApp) -> Visitor:
    visitor = visitors(at=app, timezone_id="Europe/Berlin", reduced_motion="reduce", permissions=["microphone"])
    page = visitor.come_in("settings")
    page.get_by_text("Gemini may write my lines of advice").click()
    page.get_by_text("My own words may go along").click()
    page.locator(".st-key-privacy_save button").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    return visitor


@BOTH_THEMES
def test_a_conversation_is_for_everybody(visitors: Visitors, scheme: str) -> None:
    visitor = visitors(color_scheme=scheme, reduced_motion="reduce", timezone_id="Europe/Berlin", viewport=PHONE)
    page = visitor.come_in("ask")
    ask(page, "am I sleeping better?")
    ask(page, "log an apple")
    page.mouse.move(0, 0)
    page.wait_for_timeout(400)

    assert serious_faults(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
