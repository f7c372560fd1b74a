"""What is said of too much of a medicine. triage_urgent says how to read a rule."""

_ONE = "(?:[0-9]+ ?(?:mg|mcg) |x |of |my |the |her |his |these |those |mums |dads )*(?:(?!{units}\\b)[a-z]+ )?"
_UNITS = (
    "(?:chocolate|stock|cooking|vitamins?|multivitamin|magnesium|salt|zinc|iron|calcium|probiotic|electrolyte|fish"
    "|glucose|creatine|minutes?"
    "|min"
    "|hours?|days?|weeks?|months?|years?|mg|ml|g|units?|km|kcal|calories|times|oclock|am|pm|dishwasher|protein|and|or"
    "|no"
    "|without|after|before|since|with|on|til|until|then|for|of|from|off|late|early)"
)
_COUNTED = _ONE.replace("{units}", _UNITS)

DOSES = (
    # Not "at 8 pills" and "week 6 antibiotics".
    "(?<!at )(?<!by )(?<!day )(?<!week )(?<!around )(?<!until )(?<!since )(?<!before )(?<!after )(?<!on )(?:{many}) "
    + _COUNTED
    + "(?:{drug}){notatonce}",
    "(?:{took}) <*> (?:{many}) " + _COUNTED + "(?:{drug}){notatonce}",
    "(?:{drug}) (?:x )?(?:[2-9][0-9]) (?:of them|pieces|at once|all at once|in one go)",
    # "All my meds on time" is as it should be.
    "(?:{took}|want to take|going to take|could take|might take|will take|about to take) <*> all (?:of )?"
    "(?:my|the|her|his|their|those|these|our|(?!vitamins )[a-z]{2,}s) "
    + _COUNTED
    + "(?:{drug}){notatonce}(?! (?:on time|as (?:prescribed|usual|planned|ordered|directed|told)"
    "|with (?:breakfast|lunch"
    "|dinner|food|water|my)|for the day|this week|again like|except|properly)\\b)",
    "(?:{took}) <*> (?:a lot of|lots of|loads of|tons of|so many|a load of|a ton of|heaps of|fistful of|handfuls? of"
    "|mountain of|a bunch of|whatever) " + _COUNTED + "(?:{drug}){notatonce}",
    "too (?:many|much) " + _COUNTED + "(?:{drug})",
    "(?:whole|entire|full|rest of the|half the|half a|all of the) (?:[a-z]+ )?(?:box|blister|blisters|bottle|pack|packs"
    "|packet|packets|strip|strips|sheet|tin|jar|tub|boxes|bottles|supply|prescription) <> (?:of )?"
    + _COUNTED
    + "(?:{drug})",
    "(?:{took}) <*> (?:bottle|packet|blister|box|strip|pack)s? of " + _COUNTED + "(?:{drug})",
    "(?:emptied|downed|swallowed) <*> (?:medicine cabinet|pill box|pillbox|pill bottle|medicine box)",
    "too (?:much|many) (?:units )?(?:of )?(?:my |the )?insulin",
    "insulin <*> (?:far |way )?too (?:much|many)",
    "(?:whole|entire|full) (?:pen|vial|cartridge) (?:of )?insulin",
    "[1-9][0-9][0-9] (?:units|iu|ie) (?:of )?(?:[a-z]+ )?insulin",
    "(?:double|triple|ten times|twice) <> (?:units|dose) <> insulin (?:by mistake|by accident)",
)
