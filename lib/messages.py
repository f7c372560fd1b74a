"""The sentences for what can go wrong between a person and the data: what happened, what is safe, what to do next."""

from lib.gateway.port import SESSION_ENDED, UNREACHABLE, GatewayError

SENTENCES = {
    UNREACHABLE: "Wellspring cannot reach its database right now. What you typed is still here; try again in a moment.",
    SESSION_ENDED: "Your sign-in has ended. Sign in again; what was saved is safe.",
    "57014": "The database took too long. What you typed is still here; try again in a moment.",
    "55P03": "Somebody else is changing the same thing. What you typed is still here; try again in a moment.",
    "40P01": "This was changed in two places at once. What you typed is still here; try again.",
    "40001": "This was changed in two places at once. What you typed is still here; try again.",
    "42501": "This is not yours to see or change.",
    "23514": "A value is outside what is possible. Check what you typed.",
    "22003": "A number is outside what is possible. Check what you typed.",
    "22007": "A date or time is not valid. Check what you typed.",
    "22008": "A date is outside what is possible. Check what you typed.",
    "P0002": "This entry is not there any more; it was deleted in another tab or browser.",
    "23505": "This is already there.",
    "54000": "This is more than fits. What was saved before is safe; try something smaller, or again tomorrow.",
    "53100": "The disk of the server is full, so nothing can be saved. What was saved before is safe.",
    # Of our own: what private.check_goal refuses.
    "WG001": "An energy goal must not lie below what your body needs at rest. Choose a higher one.",
    "WG002": "Below the age of 18 there are no goals to lose weight here. A doctor can say what is right for you.",
    "WG003": "A weight goal must not lie below a BMI of 18.5, where underweight begins. Choose a higher one.",
    "WG004": "A goal like this could do harm. Choose a gentler one.",
    # What the functions of coaching refuse.
    "WC001": "This is not shared any more, or never was.",
    "WC002": "The last day of sharing is one from today on, at most two years ahead.",
    "WC003": "The first day has to come before the last one.",
    "WC004": "Choose at least one kind to share.",
    "WC005": "This is for coaches. Coaching can be switched on in Settings.",
    "WC006": "This is no e-mail address. Check what you typed.",
    "WC007": "These were enough invitations for one day. Try again tomorrow.",
    "WC008": "Too many codes were tried today. Try again tomorrow, or ask your coach to invite you by e-mail.",
    "WC009": "The words of the agreement have changed. Read them again before you agree.",
    "WC010": "This invitation is not open any more. Ask your coach for a new one.",
    "WC011": "This was answered or taken back already.",
    "WC012": "Your coach has answered this check-in already.",
}
OTHERWISE = "That did not work. What you typed is still here; try again, and if it stays so, reload the page."


def sentence(error: GatewayError) -> str:
    return SENTENCES.get(error.code, OTHERWISE)
