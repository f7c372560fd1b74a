"""Words that stand for each other in the rules of triage_urgent and triage_care."""

# What says nothing by itself, between two words that do.
SMALL = """a ab again all also always am an and are at awful back bad badly be been being bit both can completely
constantly could crushing each even every extreme extremely feel feeling feels felt for from get gets getting go goes
going gone got gotten had has have having he her his horrible i in into is it its just keep keeps kind left literally
little lot made make makes massive me mild more much my now of off on one only or our out over pretty quite really
right seems severe sharp she side so some sort stabbing start started starts still such sudden suddenly terrible than
that the their them there they think this through to today tonight too totally up very was we went were what when
will with would you your id"""

WORDS = {
    "cannot": (
        "cannot|couldnt|can hardly|can barely|could hardly|could barely|hardly|barely|struggle to|struggling to"
        "|hard to|difficult to|unable to|fighting to"
    ),
    "blood": "blood(?! (?:orange|oranges|test|tests|sugar|sugars|pressure|sausage|pudding|work|donation)\\b)",
    "pills": (
        "pills?|tablets?|paracetamol|tylenol|acetaminophen|ibuprofen|aspirin|xanax|insulin|opioids?|oxycodone"
        "|antidepressants?|painkillers?|valium|benzos?|sedatives?|morphine|codeine"
    ),
    # What may be taken too much of; insulin is counted by the ten, and has rules of its own.
    "drug": (
        "pills?|tablets?|capsules?|caplets|meds|medications?|medicines?|paracetamols?|panadol|tylenols?"
        "|acetaminophen|ibuprofens?|nurofen|advils?|aleve|naproxen|diclofenac|aspirins?|co ?codamol|codeine|tramadol"
        "|xanax|alprazolam|valium|diazepam|lorazepam|ativan|klonopin|benzos?|sedatives?|tranquili[sz]ers?|ambien"
        "|zopiclone|zolpidem|opioids?|oxy|oxycodone|percocets?|vicodin|morphine|fentanyl|methadone"
        "|antidepressants?|sertraline|zoloft|prozac|fluoxetine|citalopram|quetiapine|seroquel|amitriptyline|lithium"
        "|gabapentin|pregabalin|painkillers?|sleepers|benadryl|antihistamines?|beta ?blockers?|propranolol|digoxin"
        "|metformin|warfarin|schlaftabletten|tabletten"
    ),
    # "30 tablets of magnesium", "six pills every morning", "100 tablets in the box": nothing that was taken at once.
    "notatonce": (
        "(?! (?:(?:of|with) )?(?:balls?|vitamins?|magnesium|salt|zinc|iron|calcium|probiotics?|electrolytes?"
        "|spirulina|fish"
        " oil"
        "|collagen|creatine|dishwasher|dishwashing|glucose|left|remaining|in the (?:box|pack|bottle)|(?:a|per|each"
        "|every)"
        " (?:day|morning|evening|night|week|month)|daily|on prescription|over the (?:week|month)|for the week)\\b)"
    ),
    "many": (
        "[5-9]|[1-9][0-9]|[1-9][0-9][0-9]|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|sixteen|eighteen|twenty"
        "|thirty|forty|fifty|sixty|eighty|hundred|a hundred|dozens?|a dozen|dozens"
    ),
    "took": (
        "took|taken|taking|swallow|swallowed|swallowing|downed|downing|popped|popping|had|ate|eaten|necked|gulped|drank"
        "|finished|emptied|munched|crushed|injected|log|logged|genommen|geschluckt"
    ),
    "day": (
        "(?:last )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|the day before yesterday|last week"
    ),
    "number": (
        "two|three|four|five|six|seven|eight|nine|ten|twelve|several|some|few|many|couple|couple of|[2-9]|[1-9][0-9]"
    ),
    "food": (
        "eat|eating|eaten|ate|food|breakfast|lunch|dinner|supper|meals?|snacks?|calories|carbs|cake|pizza|dessert"
    ),
    "meal": "breakfast|lunch|dinner|supper|meals?|what i ate|everything i ate|what i had eaten",
    "vomit": "vomit|vomited|vomiting|throw up|threw up|throwing up|puke|puked|puking|be sick|gag|sick up",
    "symptom": (
        "cough|coughing|pains?|aches?|headaches?|migraines?|fever|diarrhea|constipation|constipated|rash|dizzy"
        "|dizziness|nausea|nauseous|vomiting|fatigue|bleeding|lump|numb|numbness|tingling|swelling|swollen|sore"
        "|hurts|hurt|hurting|insomnia|heartburn|bloating|bloated|itching|itchy|cramps?|exhausted|hives|limping"
        "|hoarse|sick|ill|stomach ache|backache|toothache"
    ),
    "medicine": (
        "meds?|medications?|medicines?|pills?|tablets?|prescriptions?|antibiotics?|inhalers?|steroids?"
        "|painkillers?|ibuprofen|paracetamol|aspirin|birth control|contraception|hrt|hormones?|antihistamines?"
        "|melatonin"
    ),
    "change": (
        "start|started|starting|stop|stopped|stopping|skip|skipped|skipping|miss|missed|missing|forgot|forget"
        "|change|changed|changing|double|doubled|doubling|halve|halved|increase|increased|increasing|lower"
        "|lowered|lowering|reduce|reduced|reducing|coming off|come off|came off|going off|went off|go off|quit"
        "|quitting|ran out of|new|switch|switched|switching|wean|weaning|weaned|taper|tapering|tapered|side"
        " effects?|should i take|can i take|put me on|put on|prescribed|raised|adjusted|adjust|upped|more|extra"
        "|twice|cut down|without"
    ),
    "training": (
        "(?! (?:day|workouts?|press|presses|fly|flies|flys|exercises?|session|training|muscles?|freezer|dips?"
        "|strap|straps|routine|pump|machine|gains|of drawers)\\b)"
    ),
    "joke": (
        "(?! (?:for|of (?:embarrassment|laughter|laughing|shame|boredom|cuteness|happiness)|laughing|hard|to know)\\b)"
    ),
    "fasted": (
        "fast|fasted|fasting|not eaten|havent eaten|havent been eating|hasnt eaten|no food|without food|without"
        " eating|didnt eat|havent ate|not eating|eaten nothing|ate nothing|only water|nothing but water"
    ),
}
