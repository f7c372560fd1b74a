"""The script that reads an answer aloud, with a voice that the device itself has: other voices are made elsewhere.

The content policy lists its hash, so its text never varies.
"""

READ_SCRIPT = (
    "(() => {"
    " if (!window.speechSynthesis || window.readsAloud) return;"
    " window.readsAloud = true;"
    " speechSynthesis.getVoices();"
    " document.addEventListener('click', (event) => {"
    " if (!event.target.closest('.st-key-chat_aloud button')) return;"
    " const speaking = speechSynthesis.speaking;"
    " speechSynthesis.cancel();"
    " const voice = speechSynthesis.getVoices().find((one) => one.localService && one.lang.startsWith('en'));"
    " const turns = document.querySelectorAll('[data-testid=stChatMessage]');"
    " const last = turns.length ? turns[turns.length - 1].querySelector('[data-testid=stText]') : null;"
    " if (speaking || !voice || !last) return;"
    " const said = new SpeechSynthesisUtterance(last.textContent);"
    " said.voice = voice;"
    " speechSynthesis.speak(said);"
    " });"
    " })()"
)


def read_markup() -> str:
    return f"<script>{READ_SCRIPT}</script>"
