"""The words that a line may be made of, beside those of the facts: everything else is refused, whatever it means.

All without endings, as `stem` leaves them. What a word of these may still do harm with, `checker_harm` knows.
"""

# Word lists and patterns are read in one piece.
# ruff: noqa: E501

from collections.abc import Set
from functools import cache

from lib.advice.checker_number_words import BIG, CARDINALS, OTHER
from lib.advice.checker_read import FRACTIONS
from lib.advice.checker_stems import WORD, listed, stem
from lib.advice.checker_units import unit_of

_FUNCTION = (
    "a about after afterward again are new ahead all along alongside already also although always among an and another any "
    "around as at away back be been before behind being beside besides best between bit both but by can could did do "
    "does doing done don't down during each either else enough even every few first for from further had has have "
    "haven't having here how however if in instead into is isn't it it's its itself just last least less let like "
    "little lot made make making many may maybe might more most much near nearby nearly neither never next no nor "
    "not nothing now of off often on once one only onto or other out outside over own past per perhaps quite "
    "rather really same should since so some somebody something sometime somewhere soon still such than that that's "
    "the their them then there there's these they thing this those though through throughout thus to together too toward "
    "under unless until up upon very was we well were weren't what what's whatever when whenever where which "
    "while who why will with within without would yet you you'd you'll you're you've your yourself  "
    "doesn't didn't can't won't i'll let's here's today's tonight's tomorrow's almost"
)
_TIME = (
    "afternoon bedtime begin beginning begun day daily daylight dawn date earlier early earliest end ended evening "
    "hour late later latest lately long longer midday middle midnight minute moment month morning night nightly noon o'clock "
    "past recent recently season second short shorter shortly soon start started starting starts sunday monday "
    "tuesday wednesday thursday friday saturday time timing today tomorrow tonight week weekday weekend weekly year yesterday"
)
_PRAISE = (
    "amazing brilliant bright brighter brighten brightest calm calmer calming celebrate cheer comfortable comfortably confident congratulation "
    "delightful easy easier easiest easily ease encouraging enjoy enjoyable enjoyed enjoying excellent fair fairly "
    "fantastic fine fresh friendly fun gentle gently glad good great happy healthy impressive keep keeping kept kind "
    "kindly kindness lovely neat nice nicely nicer okay patient patience peaceful perfect pleasant please pleased "
    "pleasing pleasure proud quiet quietly ready real relaxed relaxing rewarding simple simply single smooth smoothly smile "
    "solid spot steady steadily strong super support supportive sweet thank thanks warm welcome welcoming "
    "wonderful worth worthwhile worthy better bravo cheerful cosy thoughtful mindful mindfully hooray balance balanced"
)
_DRINKING = (
    "bottle large cold cool cup drank drink drinking drunk fill filled filling fluid glass hydrated hydration jug mug refill "
    "refresh refreshing sip sipped sipping thirst thirsty water hydrate"
)
_EATING = (
    "appetite ate breakfast colour colourful cook cooked cooking dinner dish eat eaten eating energy fibre fiber flavour food fruit "
    "full green grilled ingredient lunch meal nourishing nourish nutrition plate plenty portion prepare protein "
    "rich salad serving snack steamed supper taste tasty variety veg vegetable veggie crunchy"
)
_MOVING = (
    "active activity arm brisk briskly climb effort exercise foot gym jog legs leg movement move moved moving outdoor outdoors pace "
    "park recover recovery ride round route routine session shoulder stair stand standing step stretch stretching "
    "stroll strolling stronger train trained training walk walked walking window work worked working workout "
    "air sunlight sunshine nature fitness streak"
)
_SLEEPING = (
    "asleep bed bedroom break breath breathe breathing curtain dark darkness dim dimmed dimming fall falling fell light nap pause "
    "pillow prioritise prioritize recharge relax rest rested resting restful room screen sleep sleeping slept slow slower "
    "slowly switch switching unwind wake waking wind winding"
)
_MOOD = (
    "chat feel feeling felt grateful gratitude heard hear hearing hobby joy laugh listen listening "
    "lift lifted mind mood music read reading share shared sharing spirit talk talking thought walked "
    "write writing written wrote company note noted notice noticed noticing remember remembering page song"
)
_DIARY = (
    "add added answer down job say said ask asked base decide liked noting naming proper properly adding addition aim amount average below above build building built carry change changed changing check choice "
    "choose choosing clear clearer close closer closest come comes comfort coming compare compared complete completed consider "
    "consistent consistency continue count counted counting cover diary dipped entry exactly explore fact far figure find finding finish finished "
    "fit fitted fitting fix follow followed following forward found gap gather gave get getting give given giving go goal goe going gone got group "
    "guide habit half halfway hand happen happened held help helped helpful helping high higher idea include including "
    "keep know known lead learn left leave level line list log logged logging look looked looking low lower made manage "
    "mark match mean meet met mix month name near nearer need needed normal number offer open order overall pair part pattern pick picture "
    "place placed plan planned planning play played point possible practice put quarter question quick quickly raise range rate "
    "reach reached reaching record regular regularly remain remaining remind reminder repeat return rhythm right rise risen roughly rounding "
    "run running save see seem seen sense set settle settled shape show showing shown sign sit sitting sleep small smaller solved spare "
    "spend spent spread stay stayed staying stick stood story style suggest suit swap sure swim table take taking tap target task tell "
    "test think thinking tip took top total track trend tried try trying turn two type understand use used useful usual "
    "usually view visit wait want way weigh went wish word yes you'd calory photo approximately protect refuelling refuel "
    "combine pairing closing takes towards bring brings bringing brought sounds sound act value reaches increase improved improving improve beat pulse rate "
    "steadier momentum tidy gradually gradual moderate moderately different ordinary typical overdo"
)
# Of what an answer over the diary tells, and a line of advice does not need.
_ANSWERS = (
    "across all available average behind between compare compared comparison data day days entries fewer fewest "
    "highest longest lowest mean missing most period shortest spent sum taken unknown yet exact eaten drunk caffeine carb "
    "asked ask drinks total totals both twice daytime separate separately ranged varied respectively covering covered none"
)
# Short forms, of which a point leaves letters.
_ENDS = "towards afterwards besides sometimes always perhaps vs e i t s d p m x am pm k st nd rd th c f mmol"


@cache
def _plain() -> frozenset[str]:
    groups = (_FUNCTION, _TIME, _PRAISE, _DRINKING, _EATING, _MOVING, _SLEEPING, _MOOD, _DIARY, _ENDS)
    return frozenset(stem(word) for group in groups for word in listed(group)) | _OF_NUMBERS


@cache
def _wider() -> frozenset[str]:
    return _plain() | frozenset(stem(word) for word in listed(_ANSWERS))


_OF_LOSING = frozenset({"losing", "lost", "loss"})
_OF_NUMBERS = frozenset(stem(word) for word in (*CARDINALS, *BIG, *OTHER))


def strange(line: str, allowed: Set[str], *, wider: bool = False) -> str:
    """The first word that is neither plain nor one of the facts, or ""; `allowed` holds stems."""
    known = _wider() if wider else _plain()
    for word in WORD.findall(line.lower().replace("’", "'")):
        bare = word.strip("".join(FRACTIONS)).removesuffix("'s")
        if not bare or (bare in _OF_LOSING and "lose" in allowed):
            continue
        if not {word, stem(word), stem(bare)} & known and stem(bare) not in allowed and not unit_of(bare):
            return str(bare)
    return ""
