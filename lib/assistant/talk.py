"""What is said without looking anything up: a greeting, what can be asked, and what has no answer here."""

import re

from lib.assistant import wording

HELLO = 'Hello. Ask about your own figures, such as "How did I sleep last night?", or say what to log.'
WELCOME = "You are welcome."
GOODBYE = "Goodbye, and take care."
WHAT_I_CAN = (
    "I answer from what you logged: how much, how often, when last, whether it goes up or down, what is in a food, and "
    'where your goals stand. You can also say what to log, such as "log 2 eggs and a coffee".'
)
SCORE = "Your score stands on the Score page, with what it is made of."
NO_ORDER = (
    "I cannot put your foods in order by what they gave you. I can say what is in one food, or what you ate on a day."
)
_SAID = tuple(
    (re.compile(rf"(?:{pattern})"), text)
    for pattern, text in (
        (r"(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening)|greetings)(?: there| again| you)?", HELLO),
        (r"(?:ok |okay |great |cool |perfect )?(?:many )?(?:thanks|thank you|thx|ty|cheers)"
         r"(?: a lot| so much| very much)?",
         WELCOME),
        (r"(?:good)?bye(?: bye)?|see you(?: later)?|good night", GOODBYE),
        (r"what (?:can|do) you do|what (?:can|could|should|may) i (?:ask|say)(?: you| here)?|help(?: me)?"
         r"|how (?:can you help|do you work|does this work)(?: me)?|who are you|what are you|what do you know",
         WHAT_I_CAN),
        (r"(?:what(?:'s| is| was)? |how is |show me )?(?:my |the )?(?:wellness |daily |health )?score"
         r"(?: today| yesterday| this week)?|why is my score .*", SCORE),
        (r"(?:which|what) (?:food|foods|meal|meals|drink|drinks)\b.* (?:the )?(?:most|highest|least|fewest|lowest)\b.*",
         NO_ORDER),
    )
)  # fmt: skip


def said(question: str) -> str:
    """Empty for what is to be looked up."""
    plain = wording.plain(question)
    return next((text for pattern, text in _SAID if pattern.fullmatch(plain)), "")
