"""Sentences that do harm though every word of them is plain: less food, blame, pressure, secrets, danger.

They are told by what stands together in one sentence. Sayings that are kind are taken out before.
"""

# Word lists and patterns are read in one piece.
# ruff: noqa: E501

import re
from collections.abc import Iterator

# Kind things to say, of words that elsewhere are none.
_KIND = re.compile(
    r"""\b(?:not[ ]have[ ]to[ ](?:be[ ]alone[ ]with[ ]it|fix[ ]this)|(?:would|will)[ ]do[ ]no[ ]harm|a[ ]head[ ]start
    |days[ ]weigh[ ]more[ ]than[ ]others|(?:make|makes)[ ](?:the[ ]day|it)[ ]lighter|keep[ ]tomorrow[ ]lighter
    |nothing[ ]to[ ]hide|(?:is|was|sounds)[ ]hard|hard[ ]work|that[ ](?:is|would[ ]be)[ ]a[ ]lot[ ](?:to[ ]carry|for[ ]anybody)|a[ ]lot[ ]of[ ]work|(?:to|calm)[ ]end(?:[ ]to)?[ ]the[ ]day
    |telling[ ]somebody[ ]you[ ]trust|give[ ]your[ ]body[ ]a[ ]calm|your[ ]body[ ]will[ ]thank[ ]you[ ]for[ ]the|as[ ]with[ ]a[ ]friend|free[ ]of[ ]counting|caffeine[- ]free|(?:when|if)[ ]you[ ]need[ ](?:it|one|them)|on[ ]the[ ]snow
    |all[ ]right[ ]to[ ]feel[ ]low|(?:calm|quiet|rested)[ ]body|somebody[ ](?:you[ ]trust|close|who[ ]knows[ ]you)
    |(?:call|message)[ ]to[ ]somebody(?:[ ](?:you[ ]trust|close))?|glad[ ]of[ ]a[ ]call|call[ ]somebody[ ]who[ ]knows[ ]you
    |call(?:ed)?[ ](?:the|a)[ ]day[ ]complete|(?:only[ ])?(?:if|when|unless|until|whenever)[ ]you(?:[ ]are|['’]re)[ ](?:still[ ])?(?:hungry|thirsty)
    |(?:only[ ])?when[ ](?:hungry|thirsty)|no[ ]need[ ]to[ ](?:catch[ ]up|rush|hurry)|no[ ](?:hurry|rush)
    |(?:without|there[ ]is[ ]no)[ ](?:hurry|rushing|rush|hurrying)|well[ ]done|nicely[ ]done|nothing[ ]asked[ ]of[ ]it
    |nothing[ ]more[ ]is[ ]asked[ ]of[ ]today|not[ ]far[ ]from|no[ ]more[ ]counting|good[ ]enough|(?:is|be)[ ]enough[ ]for[ ](?:now|the[ ]night)
    |enjoy[ ](?:the[ ]rest|every[ ]bite)|the[ ]rest[ ]of[ ](?:the|your)[ ](?:day|evening|morning|afternoon)
    |a[ ]little[ ](?:more|earlier|time|room|movement|water|rest|air|walk|later|longer|further|protein|fibre)
    |(?:it|rest|steps)[ ]can[ ]wait[ ](?:until|for)[ ](?:tomorrow|your[ ]next[ ]meal|you[ ]are[ ]thirsty|a[ ]day[ ]with[ ]more[ ]rest)|ease[ ]of[ ]it)\b""",
    re.VERBOSE,
)

_FOOD = (
    r"(?:breakfast|lunch|dinner|supper|snack|meal|food|eat|eats|ate|eaten|eating|plate|portion|serving|energy|kcal|"
    r"kj|calorie|bite|dish|appetite|cook|cooking)s?"
)
_LIMIT = (
    r"(?:no|not|never|nothing|none|neither|nor|less|fewer|smaller|smallest|tiny|lighter|lightest|low|lower|lowest|"
    r"without|wait|waits|waiting|until|stop|leave|leaves|leaving|instead|enough|too(?![.,!;]|$)|much|lot|lots|big|bigger|large|"
    r"heavy|heavier|undo|pay|paid|balances?|balancing|replace|below|under|off|only|away|rather|reduce|cut|hold|"
    r"don't|won't|can't|cannot|isn't|didn't|small|last|once|half|swap|instead|live|get by|manage|quick|few|little|"
    r"already|needs?|needed|beat|miss|back|through|full|light)"
)
# Of food a small word is fine where it stands with one of these.
_FINE_OF_FOOD = re.compile(
    r"""\b(?:small[ ]snack|a[ ](?:little|few)[ ](?:more[ ])?(?:protein|fibre|words?|fruit|vegetables?|colour)|with[ ]a[ ]little
    |(?:still|yet)[ ]to[ ]come|without[ ](?:rushing|hurry|hurrying)|(?:your|a)[ ]full|so[ ]far|a[ ]few[ ]words|not[ ]known|at[ ]least[ ]\d|not[ ]yet
    |rounds?[ ]it[ ]off|(?:large|full|big|small)[ ](?:glass|bottle)|only[ ]\d[\d,.]*[ ]?\w+[ ](?:\w+[ ]){0,2}(?:to[ ]go|left)|leave[ ](?:some[ ]|a[ ]little[ ])?(?:room|yourself)|a[ ]little[ ]time|little[ ]protein|more[ ]protein|small[ ]break
    |small[ ]step|a[ ]quick[ ](?:snack|walk)|last[ ](?:cola|latte|coffee|cup|drink)|light[ ]walk|little[ ]walk
    |your[ ]energy|energy[ ](?:today|levels?|for)|more[ ]energy|wait[ ]until|not[ ]logged|no[ ]figure|room[ ]for|already[ ]had|once[ ]more
    |you[ ]already|need[ ]not|a[ ]small[ ](?:glass|bowl|dish|walk|stroll|change|part)|a[ ]little[ ](?:walk|later|earlier))\b""",
    re.VERBOSE,
)
_LIMITED = re.compile(rf"\b{_LIMIT}\b")
_OF_FOOD = re.compile(rf"\b{_FOOD}\b")

_WEIGHT = re.compile(r"\b(?:weigh|weighs|weighed|weight|scales?|kg|kilos?|kilograms?|lbs?|pounds?|stone)\b")
_MOVED = re.compile(
    r"\b(?:eat|eating|ate|meals?|dinner|lunch|breakfast|supper|snacks?|food|kcal|kj|calories|portions?|too|much|smaller|"
    r"lighter|heavier|better|worse|good|great|well|nice|nicely|done|lovely|proud|more than usual|should|need|see|"
    r"closer|up|down|more|lot|walk|walking|exercise|move|training|bring|brings|goal|only)\b"
)
_STEADY = re.compile(
    r"\b(?:slow and steady|day to day|trend|regular meals|losing weight slowly|is your goal|lose weight|weight training|weights)\b"
)

_PATTERNS = re.compile(
    r"""\b(?:
    # How much of anything is too much or too little, and what was not done.
    too[ ](?:much|little|many|few|big|small|long|late|thick|thin|low|high|slow|large|heavy|light)
    |not[ ](?:\w+[ ]){0,3}(?:enough|good|well|reach\w*|make|made|done|worth|right|try|trying|keep|kept|up[ ]to)
    |n['’]t[ ](?:\w+[ ]){0,2}enough|(?:did|do|does|are|is|was|were|can|could|would|will)n['’]?t|cannot
    |never|so[ ](?:little|few|low|bad)|(?:that|this|such)[ ](?:is|was)[ ](?:a[ ]lot|little|much)[ ](?:of|for)
    |a[ ]lot[ ](?:of[ ]food|for[ ](?:you|one))|half[ ]of[ ](?:that|it|this|what)|more[ ]than[ ]you[ ](?:need|should)
    |(?:no|nothing)[ ](?:need|more|reason|time|sleep|rest|drink|drinks|water|walk|goal|goals|one|right|food|dinner|lunch|breakfast)
    |without[ ](?:food|sleep|rest|water|eating|drinking|a[ ]break|breaks|you|end|a[ ]meal|meals)
    # Judging, comparing with others, pressing.
    |better[ ]than[ ](?:this|that|you|your|they|them|other|others|most|it)|(?:than|like|as)[ ](?:other|others|they|them|most)
    |(?:other|others|they|them|everyone|who)[ ](?:will|would|do|does|did|can|could|see|look|think|eat|sleep|walk|move|drink|have|know)
    |you[ ](?:should|need|have[ ]to|had[ ]to|ought)|should(?:n['’]?t)?|have[ ]to|try[ ](?:harder|to[ ]care)
    |(?:look|looks|looking|looked)[ ](?:better|good|great|at[ ]you|at[ ]your|your|more|less|like|so|fine|nice|old)|how[ ]you[ ]look|your[ ](?:looks|size|shape|figure)
    |(?:people|person)|at[ ]your[ ]best|is[ ]your[ ]fault|what[ ]you[ ]are|(?:only|just)[ ]you|even[ ]you
    # Without end, without care.
    |until[ ](?:you|it|your|the[ ]morning|morning|tomorrow|they)|all[ ](?:night|day|of[ ]it|in[ ]one)|in[ ]one[ ](?:go|sip|sitting|drink|turn)
    |through[ ](?:the|your)[ ]night|(?:hold|holding|held|keep|stop)[ ](?:\w+[ ]){0,2}breath\w*
    |keep[ ]going[ ](?:until|when|no|through|past|on)|as[ ](?:fast|quick|quickly|long|hard|much|little|many)[ ]as|go[ ](?:further|hard|longer)[ ](?:than|when|until)
    |(?:run|walk|walking|go|going|out|swim|drive)[ ](?:\w+[ ]){0,3}(?:at[ ]night|in[ ]the[ ]dark|on[ ]your[ ]own|alone)
    |(?:cold|hot|warm|salt)[ ](?:water|room|air|bath|shower)[ ](?:for|until|in|with|on|at)|in[ ](?:cold|hot|warm)[ ]water
    |sleep[ ]is[ ](?:for|not|no)|sleep[ ](?:later|less|can|another)|(?:rest|sleep)[ ](?:can[ ]wait|is[ ]for)|only[ ]need|(?:live|do|get)[ ](?:well[ ])?(?:on|by|with)[ ](?:\d|less|no)
    |(?:train|work|walk|run|move|exercise|training)[ ](?:\w+[ ]){0,2}(?:again[ ]now|through|more[ ]and[ ]more|harder|off|instead)
    |(?:before|at)[ ]bed[ ]tonight[ ]would[ ]be[ ]best
    # Making up for what was eaten.
    |(?:undo|pay|pays|paid|make[ ]up|making[ ]up|made[ ]up|work[ ]off|walk[ ]off|take\w*[ ](?:\w+[ ]){1,4}(?:away|back|off|place))
    |(?:get|give|bring|put)[ ](?:\w+[ ]){0,2}(?:rid|back)|balance[ ](?:your|it|this|that|the|out)|take[ ]the[ ]place|in[ ]place[ ]of
    |will[ ](?:show|sit|stay|go|live|be[ ]seen)[ ](?:on|in|there|with|for)|shows?[ ]on|(?:is|are|means|equals?)[ ](?:\d+|\w+)[ ](?:minutes?|min|km|steps)[ ]of[ ](?:exercise|walking|movement|training|work)
    |for[ ](?:your|the|this|that|every|each)[ ](?:lunch|dinner|breakfast|meal|snack|food|supper|dish|portion)s?[ ](?:with|by|tonight[ ]with)
    # Ends, goodbyes, secrets.
    |let[ ](?:yourself[ ])?go\b|give[ ](?:up|in)|go(?:ing)?[ ]on[ ]without|for[ ]good(?![ ]sleep)|good[ ]?bye|say[ ]good|leave[ ](?:it[ ]all|all|everything|this|them|us|home|now|for|your|the[ ](?:food|rest[ ]of))
    |(?:end|ending|ended)[ ](?:it|this|things|your|all|now)|(?:you|time)[ ](?:\w+[ ]){0,2}(?:to[ ]go|go[ ]now)|no[ ]longer|with[ ]nothing|(?:is|are)[ ]nothing[ ](?:left|to)
    |tell[ ](?:no|not|none|them|us|your|everyone|it)|(?:keep|keeping|kept)[ ](?:\w+[ ]){1,3}(?:from[ ](?:your|them|others|everyone|family)|to[ ]yourself)
    |(?:not|nothing|no)[ ](?:\w+[ ]){0,2}(?:tell|share|talk|write|note|log)|why[ ]they|let[ ]you
    |(?:send|write|show|tell|give)[ ](?:\w+[ ]){0,2}(?:us|me|your[ ](?:name|number|address|photo|picture)|them)
    # Addresses and things to ring or visit.
    |dot|(?:visit|check[ ]out|look[ ]up|go[ ]to)[ ](?:\w+[ ])?(?:com|org|net|our|us|my|page|site)|(?:com|org|net|www|http\w*)
    |call[ ]\w+|number[ ]to[ ]call|free[ ](?:gift|offer)|or[ ]else
    # What the body does, and what helps against what.
    |(?:your|the)[ ]body[ ](?:needs?|will[ ](?!thank)|can|is|has|does|wants|shows|goes|pays|with|on|may|at|of|without)|smaller[ ]body
    |(?:keep|keeps|keeping)[ ]you[ ]from|something[ ](?:is|bad|may|more|else)[ ](?:wrong|with|be|going)|you[ ]are[ ](?:low|short|behind|down|over|under|off|at[ ]the)
    |low[ ]in|start[ ]of[ ]something|live[ ](?:longer|on|off|with|well)|natural[ ]way|makes?[ ]you[ ](?:live|look|small|light|smaller|lighter)
    |feel(?:ing)?[ ](?:light|lighter|full|empty|small|smaller|low|bad)|as[ ]bad
    |as[ ]it[ ]gets|more[ ]than[ ](?:this|most)|(?:all|every)[ ](?:of[ ])?your[ ](?:days|nights|goals|meals|figures)
    |on[ ](?:all|every)|every[ ]night|all[ ]days|each[ ]night[ ]was|always
    |let[ ](?:it[ ](?:all|end)|yourself|your[ ](?!legs|appetite)|dinner|lunch|food|breakfast|them|go)|good[ ]again|sets?[ ]your|more[ ]of[ ]you|(?:could|would|should|might)[ ]have[ ](?:\w+ed|done|been|gone)
    |you[ ]let|this[ ]is[ ]all|one[ ]of[ ](?:the|those)|(?:it|them|that)[ ]all[ ](?:away|out|off)|(?:only|just)[ ]water|day[ ]of[ ](?:only|just|water)|water[ ](?:can|could|may|will|is)[ ](?:be|better)
    |better[ ]than|for[ ]ever|forever|keep[ ]this|(?:share|write|say)[ ](?:\w+[ ]){0,3}(?:here|where|us|out[ ]loud)|where[ ]you|makes?[ ]you|keeps?[ ]you[ ](?!on|going|steady|company|nicely|there|near|close)
    |know[ ](?:nothing|of)|you[ ](?:slow|late)|were[ ]slow|your[ ]own[ ]doing|why|in[ ]the[ ](?:cold|dark|snow)|(?:stay|next)[ ](?:up|night)|breathe[ ]out|end[ ](?:tonight|now|here)|nearly[ ]clear|clear[ ]tonight|who
    |set[ ]right|first[ ]\w+[ ]then|can[ ]be[ ]your|go[ ]on[ ](?:and|to)|wait[ ](?:until|with)
    |twice[ ]your|double[ ]your|more[ ]is[ ]better|the[ ]more[ ]the|the[ ]less|less[ ]is|(?:half|third|quarter)[ ]of[ ]your[ ]goal(?=[ ]is[ ]no)
    )\b""",
    re.VERBOSE,
)
# These of the patterns that the app itself says.
_SAID = re.compile(
    r"""\b(?:not[ ]have[ ]to|nothing[ ]has[ ]to[ ]be|(?:put|get)[ ]your[ ]feet|to[ ]go[ ](?:to[ ]bed|for|out|outside|by)
    |until[ ](?:the[ ]evening|lunch|dinner|bedtime|tomorrow|your[ ]next[ ]meal)|for[ ]good[ ]measure|every[ ]night[ ]is|no[ ]more[ ]is[ ]needed
    |call(?:ed)?[ ]it[ ]a[ ]day|has[ ]to[ ](?:stand|be)|nothing[ ]more[ ]is|looks?[ ]good|need[ ]for[ ]more|no[ ]need[ ]for[ ]more|no[ ]drink[ ]is[ ]logged|no[ ]goal[ ]is[ ]set|look[ ]at[ ]the|nothing[ ]more[ ]to[ ](?:say|plan)|not[ ]yet|leave[ ]the[ ]rest|you[ ]should[ ]be[ ]proud|should[ ]come[ ]easily|(?:rest|that|tap|thing|entry[ ]this[ ]evening|walk|early[ ]in[ ]the[ ]evening|for[ ]each|in[ ]the[ ]morning)[ ]is[ ](?:enough|plenty)|small[ ]sips[ ]are[ ]enough|near[ ]enough|air[ ]are[ ]plenty|not[ ]every[ ]day[ ]has[ ]to|nothing[ ]is[ ]left[ ]to[ ]do|keep[ ]it[ ]up|moves?[ ](?:it|you|that|today|things)[ ](?:nicely[ ])?(?:towards?|closer|along|on)|better[ ]than[ ]usual|where[ ]you[ ]can[ ]see[ ]it|back[ ]to[ ](?:your|\d|[ ]usual)|give[ ]it[ ]back)\b""",
    re.VERBOSE,
)
# Whatever says no, not, enough or nothing is refused, unless one of the kind sayings says it.
_NO = re.compile(r"\b(?:no|not|nothing|none|nor|neither|without|enough|don't|doesn't|plenty|ever)\b")
_NO_FIGURE = re.compile(
    r"\b(?:nothing (?:is|was|has been) logged|no (?:figures?|goals?|entries|drink|value)\b|not known|not over yet|neither up nor down|not every day has"
    r"|nothing has to|not have to|no clear change|no need for more unless|nothing more (?:to|is)|not yet logged|not logged|not so far)"
)
# What somebody is said to be: where they stand, and what is good.
_YOU_ARE = re.compile(
    r"\byou(?:'re| are| were) (?!(?:already |well |nicely |now |still |just |almost |nearly |so |very |comfortably )*(?:at|doing|close|near|nearly|ready|past|there|"
    r"halfway|building|getting|moving|well|welcome|above your|below your usual|over halfway|within|keeping|making|\d[\d.,]*|on (?:track|your way|a good)|"
    r"rested|hungry|thirsty|asleep|home|taking|in good|only \d|about \d|done for the day|in|seven|three|two|on)\b)"
)
_KCAL = re.compile(r"\b(?:kcal|kj|calories)\b")
_URGED = re.compile(
    r"\b(?:stay|keep|bring|try|aim|let|done|plenty|need|walk|move|moving|walking|stick|make|limit|down|hold|then)\b"
)
_TO_EAT = re.compile(
    r"\b(?:eat|eating|ate|lunch|dinner|breakfast|supper|meals?|snacks?|food|bites?|kcal|kj|calories)\b"
)
_TO_MOVE = re.compile(r"\b(?:walk|walks|walked|walking|move|moves|run|runs|train|exercise|workout|steps|stand)\b")
_WALK_AFTER = re.compile(
    r"\b(?:(?:short|gentle|easy|little|relaxed|another|slow|brisk|calm|quiet|a|min|light) )+(?:walk|stroll)(?: of \w+)? (?:\w+ )?(?:after|before|following) (?:your |a |each )?(?:lunch|dinner|breakfast|supper|meals?)\b"
    r"|\bafter (?:your |a |each )?(?:lunch|dinner|breakfast|supper|meals?),? a (?:short|gentle|easy|little|slow|calm|relaxed) (?:walk|stroll)\b"
    r"|\bafter (?:your|a|this|that|the) (?:\w+ )?(?:walk|run|workout)\b"
)
# Of a glass this is kind, and of a meal it is not.
_THAT_IS_ALL = re.compile(r"\b(?:that|rest) is (?:enough|plenty)\b")
_COMPARED = re.compile(
    r"\b(?:heavier|lighter|bigger|smaller|larger|thinner|slimmer|too (?:big|much|large|heavy|little|small)|"
    r"(?:weight|weigh|weighs|calories|kcal|energy|eaten|ate|eating|meals?|dinner|lunch|breakfast|food)\b.{0,60}\b(?:higher|lower|more than|less|above|below|up|down|over|under)|"
    r"(?:higher|lower|more|less|above|below)\b.{0,30}\b(?:weight|calories|kcal))\b"
)
_END = re.compile(r"[.!?;]\s+")


def fault(line: str, *, no_numbers: bool = False) -> str:
    low = line.lower().replace("’", "'")
    if any(_harms(sentence) for sentence in _sentences(low)) or (_THAT_IS_ALL.search(low) and _TO_EAT.search(low)):
        return "harm"
    return "number" if no_numbers and _COMPARED.search(_KIND.sub(" ", low)) else ""


def without_kind_sayings(line: str) -> str:
    """The line, less the sayings whose words are no plain ones by themselves."""
    return _KIND.sub(" ", line.lower().replace("’", "'"))


def _sentences(low: str) -> Iterator[str]:
    yield from _END.split(low)


def _harms(sentence: str) -> bool:
    rest = _SAID.sub(" , ", _KIND.sub(" , ", sentence))
    if _PATTERNS.search(rest) or _YOU_ARE.search(rest) or _NO.search(_NO_FIGURE.sub(" , ", rest)):
        return True
    if _KCAL.search(rest) and _URGED.search(rest):
        return True
    apart = _WALK_AFTER.sub(" , ", rest)
    if _TO_EAT.search(apart) and _TO_MOVE.search(apart):
        return True
    if _WEIGHT.search(rest) and not _STEADY.search(rest) and _MOVED.search(rest):
        return True
    bare = _FINE_OF_FOOD.sub(" , ", rest)
    return bool(_OF_FOOD.search(rest) and _LIMITED.search(bare))
