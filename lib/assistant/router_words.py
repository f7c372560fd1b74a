"""The words of the router. A word that stands nowhere here is not passed over: the question is then not understood."""

from collections.abc import Mapping
from functools import lru_cache

from lib.advice.checker_stems import listed
from lib.diary import catalog, review
from lib.diary.kinds import KINDS

# What a phrase is about.
METRIC, ASK, VERB, KIND, ACTIVITY, FILLER = "metric", "ask", "verb", "kind", "activity", "filler"
Tag = tuple[str, str]

_METRICS: Mapping[str, str] = {
    "water": "water|hydration|fluid|fluids|liquid|liquids|hydrated|drink intake",
    "caffeine": "caffeine|coffee|coffees|caffeinated drinks",
    "alcohol": "alcohol|booze|alcoholic drinks",
    "energy": "calories|calorie|kcal|kcals|kj|kilojoules|cals|cal|calorie intake|energy intake|energy eaten",
    "protein": "protein|proteins",
    "carbs": "carbs|carb|carbohydrates|carbohydrate",
    "fat": "fat|fats",
    "fibre": "fibre|fiber|fibres|dietary fibre|dietary fiber|roughage",
    "sugar": "sugar|sugars",
    "satfat": "saturated fat|saturated fats|satfat|sat fat",
    "sodium": "sodium|salt",
    "potassium": "potassium",
    "calcium": "calcium",
    "iron": "iron",
    "active_minutes": (
        "active minutes|activity|active|active time|exercise minutes|training time|workout time|exercise|exercising"
        "|minutes of exercise|moving|movement|physical activity|training minutes"
    ),
    "training_energy": (
        "calories burned|calories burnt|calories i burned|calories i burnt|energy used in training|burned calories"
        "|training energy|calories in training|burn|burned|burnt"
    ),
    "distance": "distance|km|kilometres|kilometers|miles|how far",
    "wellbeing": "mood|moods|well-being|wellbeing|well being|happiness|feel|felt|feeling|mental state",
    "mood_energy": "energy level|energy levels|energy felt|felt energy|my energy|how energetic|energetic",
    "sleep": (
        "sleep|slept|sleeping|asleep|sleep duration|hours of sleep|sleep time|nights|night's sleep|night"
        "|how long i slept|sleeps"
    ),
    "sleep_quality": "sleep quality|quality of sleep|quality of my sleep|quality of the sleep|sleep rating",
    "weight": "weight|weigh|body weight|bodyweight|weighed|how heavy",
    "resting_heart_rate": "resting heart rate|resting pulse|rhr|resting hr|pulse|resting heartrate|heart rate at rest",
    "heart_rate": "heart rate|heartrate|heart beat",
    "hrv_rmssd": "hrv|heart rate variability|rmssd|hrv rmssd|variability|heart-rate variability",
    "hrv_sdnn": "sdnn|hrv sdnn",
    "systolic": "systolic|systolic blood pressure",
    "diastolic": "diastolic|diastolic blood pressure",
    "blood_pressure": "blood pressure|bp",
    "glucose": "glucose|blood sugar|blood glucose|sugar level|sugar levels",
    "temperature": "temperature|body temperature|temp",
    "spo2": "spo2|oxygen saturation|blood oxygen|oxygen|oxygen level|oxygen levels|o2",
    "waist": "waist|waistline|waist size|waist circumference",
    "steps": "steps|step count|step|step counts",
}  # fmt: skip

_ASKS: Mapping[str, str] = {
    "how much": "how much|how many|amount of|what amount of|number of|how long",
    "enough": "enough|sufficient|sufficiently|too little|too few|too much|too many|well enough|plenty|deficient",
    "better": "better|worse|more|less|fewer|longer|shorter|higher|lower",
    "trend": (
        "trend|trends|trending|improving|improved|improve|changing|changed|change|rising|falling|increasing"
        "|decreasing|increased|decreased|going up|going down|gone up|gone down|getting better|getting worse|got better"
        "|got worse|gotten better|gotten worse|losing|gaining|lost|gained|lose|gain|over time|progress|progressing"
        "|developing|developed|dropping|dropped|worsening|declining|stable|steady|up or down|better or worse|go up"
        "|go down|went up|went down|getting higher|getting lower"
    ),
    "compare": "compare|compared|comparing|comparison|versus|vs|than|compared to|compared with|difference|differ",
    "goal": (
        "goal|goals|target|targets|on track|limit|left|remaining|to go|how much more|still need|how many more|aim|aims"
    ),
    "reached": "reach|reached|hit|met|meet|made|make|achieve|achieved|reaching|hitting|meeting|achieving",
    "insight": (
        "affects|affect|affecting|affected by|influences|influence|influencing|influenced by|goes with|go with"
        "|going with|impacts|impact|drives|drive|helps|help|hurts|hurt|correlates with|correlate with|correlation"
        "|correlations|correlated with|linked to|linked with|link|links|connection|connections|connected to"
        "|connected with|insights|insight|patterns|pattern|related to|relationship|relation|ruins|ruining|improves"
        "|why|depends on|depend on|does to|effect|effect on|effects on|together with|goes together with"
        "|go together with|goes together|go together"
    ),
    "best": "best|better day|longest|highest|most|greatest|maximum|max|top|peak|biggest",
    "worst": "worst|shortest|lowest|least|fewest|minimum|min|smallest",
    "last": "last|last time|most recently|recently|latest|most recent|lately done",
    "lately": "lately|these days|recent|currently been",
    "often": "how often|how many times|times|often|how frequently|number of times",
    "days": "how many days|on how many days|number of days|days",
    "streak": (
        "streak|logging streak|current streak|in a row|consecutive|consecutively|days in a row|how long is my streak"
    ),
    "log": "log|logged|logging|track|tracked|tracking|record|recorded|recording|entries|entry|write down|wrote down",
    "average": (
        "average|on average|mean|daily|per day|a day|each day|every day|usually|typical|typically|averages|normally"
        "|per night|a night|each night|every night|usual|normal|in general|generally"
    ),
    "total": "total|in total|altogether|sum|in all|overall",
    "current": "current|currently|now|right now|at the moment",
    "when": "when|which day|what day|on which day|on what day|which night|what night|which days|which nights",
    "doing": "how am i doing|how is it going|how's it going|how did i do|how was my day|how's my day|how is my day",
    "summary": "summary|overview|everything|my day|what happened|sum up|summarise|summarize|recap",
}  # fmt: skip

_VERBS: Mapping[str, str] = {
    "eat": "eat|ate|eaten|eating|food|meals|meal|had to eat|diet|what did i have|what have i had",
    "drink": "drink|drank|drunk|drinking|drinks|had to drink|what did i have to drink",
    "train": (
        "train|trained|training|work out|worked out|working out|workout|workouts|exercised|gym|sessions"
        "|session|training sessions|training session|gym sessions|gym session|sport|sports|work-out|work-outs|lift"
        "|go to the gym|went to the gym|been to the gym"
    ),
}

FILLERS = listed("""
i i'm im i've ive my me mine myself is isn't am are was were have has had did do does doing done the a an of in on at
for to so far been being be what what's whats how how's hows show tell give about please it its get got getting per
day take taken took taking consume consumed consuming intake level levels value values figure figures number numbers
any there that and or with out actually really just much many some reading readings measurement hours hour hrs minutes
minute mins kcal g grams gram ml litres liters litre liter mg well good ok okay bad badly poorly great fine look looks
looking like going go status data stats statistics results check see know over during since having manage managed
still stand time whole amount all long keep keeping stay staying today's which
""")

# In front of a question; said to whoever answers it.
POLITE = (
    r"(?:(?:hey|hi|hello|ok|okay|so|and|well|please|pls)\s+)*"
    r"(?:(?:can|could|would|will) you (?:please )?(?:tell|show|give|say)(?: me)?(?: please)?\s+"
    r"|(?:please )?(?:tell|show|give) me\s+|i (?:want|would like|need|'d like) to (?:know|see)\s+"
    r"|i'd like to (?:know|see)\s+|do you know\s+|what about\s+|how about\s+|(?:can|could|may) i (?:see|know)\s+)?"
)

# Named after "calories in", these are no foods.
NO_FOOD = (
    r"(?:my|our|your|his|her|their|this|that|these|those|all|total|general|the (?:last|past|morning|evening)|today|"
    r"yesterday|last|past|food|foods|it|them|me|us|what i|everything|training|exercise|a (?:day|week|month|meal)|"
    r"\d+ (?:days?|weeks?|months?|hours?|minutes?)|january|february|march|april|june|july|august|september|october|"
    r"november|december|one (?:day|week))\b"
)


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, Tag]:
    """Every phrase with what it says. Where one says two things, what stands first here is meant."""
    found: dict[str, Tag] = {}
    for kind, groups in ((ASK, _ASKS), (METRIC, _METRICS), (VERB, _VERBS)):
        for value, ways in groups.items():
            for way in ways.split("|"):
                found.setdefault(way, (kind, value))
    for one in KINDS:
        found.setdefault(one, (KIND, one))
    for word in FILLERS:
        found.setdefault(word, (FILLER, ""))
    for alias, activity in review.lexicon().activities.items():
        found.setdefault(alias, (ACTIVITY, _family(catalog.activity_name(activity))))
    return found


def _family(name: str) -> str:
    """ "Running, 8 km/h" is a run, and "Swimming laps" a swim."""
    first = name.split(",")[0]
    return first.split()[0] if first.split()[0].endswith("ing") else first


@lru_cache(maxsize=1)
def longest() -> int:
    return max(phrase.count(" ") + 1 for phrase in phrases())


@lru_cache(maxsize=1)
def words() -> frozenset[str]:
    """The words that a slip of the finger may have meant; those of activities are too many to be guessed."""
    known = {word for phrase, (kind, _) in phrases().items() if kind != ACTIVITY for word in phrase.split()}
    periods = listed("today yesterday week month weeks months weekend weekends weekdays night since last past")
    days = listed(
        "monday tuesday wednesday thursday friday saturday sunday january february april august september "
        "october november december"
    )
    return frozenset({*known, *periods, *days})


@lru_cache(maxsize=1)
def every_word() -> frozenset[str]:
    """Words that are right as they stand."""
    return words() | frozenset(word for phrase in phrases() for word in phrase.split())
