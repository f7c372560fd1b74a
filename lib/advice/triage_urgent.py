"""What is said of an emergency, and of harming oneself. The words are those of triage_words.read.

"<>" stands for up to four SMALL words ("is really so"), "<*>" for up to five words of any kind, "{name}" for one of a
list in triage_lists; triage_patterns makes regular expressions of them. Nothing reaches over a comma or the end of a
sentence.
"""

from lib.advice.triage_doses import DOSES

EMERGENCY = (
    *DOSES,
    "chest <> (?:pain|pains|hurt|hurts|hurting|aches?|aching|pressure|tight|tightness|tightening|squeezing|burning)",
    "chest (?:feels|felt|is|was) <> (?:heavy|crushed)",
    "(?:pains?|pressure|tightness|tight|aches?|squeezing|heaviness|weight|elephant|burning|stabbing) <>(?:"
    " (?:across|sitting|middle|centre|center|behind))? <>(?: breastbone| chest){training}",
    "(?:pains?|aches?|aching|numbness|tingling) <*> (?:down|into|radiating|radiates|spreading|spreads|shooting"
    "|through) <> (?:arms?|jaw)",
    "(?:pains?|aches?|aching|numbness|tingling) in (?:my )?(?:left arm|arm and jaw|jaw and arm)",
    "(?:having|have|had|think|possible|maybe|like|mild) <> heart attack",
    "arms? <*> jaw <> (?:hurts?|pain|aches?|tingles|numb)",
    "jaw <*> arms? <> (?:hurts?|pain|aches?|tingles|numb)",
    "heart attack (?:symptoms?|signs?|coming)",
    "(?:face|mouth|smile|eyelid) <*> (?:droop|drooping|droops|drooped|droopy|sagging|paralysed|paralyzed|lopsided)",
    "(?:drooping|droopy|sagging|paralysed|paralyzed|lopsided) <> (?:face|mouth|smile)",
    "(?:speech|words|talking|speaking) <*> (?:slurred|slurring|slurry|slurs|garbled|jumbled)",
    "(?:slurred|slurring|garbled) <> (?:speech|words|talking)",
    "cannot (?:speak|talk) (?:properly|clearly|right|straight|normally)",
    "(?:left|right|one|whole) (?:side|half) <*> (?:numb|numbness|weak|weakness|limp|paralysed|paralyzed|tingling)",
    "(?:left|right|one) arm <> (?:numb|weak|limp|paralysed|paralyzed|tingling|tingles)",
    "(?:numb|numbness|weak|weakness|paralysed|paralyzed) <> (?:one|left|right) (?:side|half|arm)",
    "{cannot} <> (?:lift|move|raise|feel) (?:my |the )?(?:left|right|one|whole) (?:arm|leg|side|half|hand|face)",
    "(?:sudden|suddenly) <*> (?:numb|numbness|weakness|paralysed|paralyzed|blind|confused|confusion|double"
    " vision|cannot see|couldnt see|lost (?:my )?(?:vision|sight)|loss of (?:vision|sight))",
    "lost (?:my )?(?:vision|sight) in",
    "worst headache",
    "headache <*> worst",
    "thunderclap",
    "(?:sudden|explosive) <> headache",
    "(?:having|have|had|a|mini|of|another) stroke(?! (?:play|rate|of|volume|count|game|technique|index|hole)\\b)",
    "(?:faints?|fainted(?<!nearly fainted)(?<!almost fainted)|fainting(?! goats?\\b)|keeled over|blacked"
    " out(?<!nearly blacked out)(?<!almost blacked out)|lost consciousness|losing consciousness|unconscious"
    "|unresponsive|knocked out cold)",
    "(?:pass|passed|passing) out(?<!nearly passed out)(?<!almost passed out)(?! (?:flyers|leaflets|candy|sweets"
    "|cards|on|early|asleep|in bed|in front|at [0-9]|by [0-9])\\b)",
    "(?:i|he|she|they|husband|wife|mother|father|mum|mom|dad|suddenly) <*> collapsed(?! (?:on|onto|into|in bed)\\b)",
    "(?:\\.|,|just) collapsed(?! (?:on|onto|into|in bed)\\b)",
    "{cannot} <> (?:breathe|breath|breathing|get enough air|get air|get any air)",
    "(?:trouble|difficulty|difficulties|problems?) <> (?:breathe|breathing)",
    "(?:stopped|isnt|not) breathing(?! (?:hard|heavily|through)\\b)",
    "cannot <> catch my breath",
    "(?:gasping|fighting|struggling) for (?:air|breath)",
    "(?:short|shortness) of breath",
    "(?:breathless|out of breath) <*> (?:rest|sitting|lying|bed|nothing|still)",
    "lips (?:are|turned|went|turning|going|look) <> blue",
    "(?:i am|he is|she is|is) choking",
    "anaphyla[a-z]*",
    "epipen",
    "throat <> (?:closing|closed|closes|swelling|swollen|swelled|tightening|shut)",
    "(?:swollen|swelling) <> throat",
    "(?:tongue|lips?) <*> (?:swelled|swelling|swollen|swell|puffed)",
    "(?:swollen|swelling) <> (?:tongue|lips?|face)",
    "face <> (?:swelled|swelling|swollen)",
    "hives <*> (?:wheez[a-z]*|breath[a-z]*|throat|swell[a-z]*|swollen|dizzy|faint)",
    "wheez[a-z]* <*> hives",
    "(?:severe|bad|serious) allergic reaction",
    "bleeding <*> (?:heavily|badly|profusely|nonstop|a lot|everywhere|wont stop|not stopping|doesnt stop|isnt"
    " stopping)",
    "(?:wont|cannot|doesnt|not|didnt) (?:stop|stopping) <> bleeding",
    "(?:severe|serious|uncontrolled|massive|internal|heavy) bleeding",
    "(?:losing|lost) (?:a lot of|so much|lots of|too much) blood",
    "blood (?:is )?(?:gushing|spurting|pouring|everywhere)",
    "(?:cough|coughed|coughing|vomit|vomited|vomiting|throw|threw|throwing|puke|puked|puking|sneezing) <*> {blood}",
    "blood <> (?:wont|doesnt|isnt|not|didnt) (?:stop|stopping)",
    "(?:vomit|vomited|threw up|throwing up) <*> coffee grounds",
    "blood in <> (?:vomit|sputum|spit|phlegm|puke)",
    "bloody (?:vomit|phlegm|sputum)",
    "tarry (?:stools?|poop)",
    "(?:overdose|overdosed|overdosing|od|oded)(?! (?:on|of|with|in)(?! (?:my |the |some )?(?:{pills}|meds?"
    "|drugs)\\b)\\b)",
    "overdos[a-z]+ on <*> (?:{pills}|meds|drugs|medication)",
    "(?:took|taken|swallowed|downed|popped|taking|had|ate) <*> (?:too many|too much|bottle of|handful of|bunch"
    " of|pack of|packet of|all the|all of the|wrong dose of|double dose of) <*> (?:{pills}|meds|medication)",
    "(?:took|taken|swallowed) (?:[1-9][0-9]|twenty|thirty|forty|fifty) (?:of my |of the )?(?:{pills})",
    "(?:i|was|been|got|feel|think) <> poisoned",
    "alcohol poisoning",
    "carbon monoxide(?! (?:alarm|detector)\\b)",
    "(?:swallowed|drank|ingested|ate) <*> (?:bleach|antifreeze|detergent|poison|pesticide|chemicals|batter(?:y"
    "|ies)|methanol|drain cleaner|petrol|gasoline)",
    "seizures?",
    "convulsions?",
    "convulsing",
    "heat ?stroke",
    "(?:hit|banged|bumped) my head <*> (?:vomit[a-z]*|dizzy|confused|passed|blacked|sick|threw|throwing)",
    "(?:sudden|unbearable|excruciating) <> (?:stomach|abdominal|belly|back) pain",
    "(?:need|call|called|calling) <> ambulance",
    "pregnant <*> bleeding",
    "(?:brustschmerzen|atemnot|schlaganfall|herzinfarkt|bewusstlos|ohnmachtig|krampfanfall|blutvergiftung|vergiftet)",
    "(?:schmerzen|druck|enge) (?:in|auf) der brust",
    "bekomme <> keine luft",
    "krieg[a-z]* <> keine luft",
    "in ohnmacht",
    "blut (?:gehustet|erbrochen|gespuckt|husten)",
    "face (?:wont|doesnt|cannot|isnt) (?:move|moving)",
    "(?:left|right|one) (?:arm|leg|hand|side) (?:wont|doesnt|cannot|isnt) (?:move|moving|work|working)",
    "speech <*> wrong",
    "woke up on <> (?:bathroom|kitchen|shower) floor",
    "(?:lips?|tongue) <> (?:tingling|tingle)",
    "throat <> tight",
    # "Heart attack?" alone; "a heart attack" may be a film.
    "\\. (?:is (?:this|it|that) )?(?:a )?heart attack(?= \\.)",
    "(?:could|is|maybe|might|am i|this|like|afraid|worried|scared|sure|signs? of) <> heart attack(?! (?:on a plate|risk"
    "|prevention)\\b)",
    "heart <> (?:squeez(?:ed|ing)|clench(?:ed|ing)|gripped|gripping|constricted|being crushed|in a vice)",
    "(?:squeez[a-z]*|gripping|gripped|clench[a-z]*|tighten[a-z]*|clamp[a-z]*|fist|vice|pressing|crushing) <>(?:"
    " (?:around|across))? <>"
    " heart(?! (?:rate|out|rates|to)\\b)",
    "(?:heart|chest) <*> jaw <> (?:hurts?|hurting|aches?|aching|pain|tight|sore|heavy)",
    "jaw <*> (?:heart|chest) <> (?:hurts?|hurting|aches?|aching|pain|tight|heavy|squeez[a-z]*)",
    "heart (?:[a-z0-9]+ ){0,5}(?:[12][0-9][0-9]|racing|pounding|fluttering|hammering) (?:[a-z0-9]+ ){0,4}(?:blacked"
    "|black"
    "|fainted|fainting|faint|passed|dizzy|lightheaded|light headed|collapsed)",
    "(?:face|mouth|eyelid|cheek|lip) <> (?:hanging|hangs|crooked|slack|wonky|uneven|fallen)(?! out\\b)",
    "(?:side|half|corner) <> (?:face|mouth) <> (?:dropped|fell|down|fallen|slid|slipped)",
    "(?:smile|grin) <> (?:crooked|uneven|lopsided)",
    "arm (?:is|was|just|keeps) <> (?:hanging|hangs|limp|useless)(?! (?:exercise|drill)\\b)",
    "(?:one|left|right) (?:hand|arm|leg|foot) <> (?:clumsy|useless|dragging|drags|limp)",
    "(?:he|she|husband|wife|mother|father|mum|mom|mam|dad|grandma|grandpa|gran|nan|granddad|son|daughter|friend|partner"
    "|suddenly|neighbour) <> cannot (?:speak|talk)(?= [.,]| (?:and|any more|at all|since|suddenly)\\b)",
    "(?:suddenly|sudden) <*> (?:gibberish|nonsense|incoherent|incoherently)",
    "(?:gibberish|incoherent|incoherently) <*> (?:cannot|hold|arm|face|hand|drop[a-z]*|fell)",
    "(?:confused|confusion|disoriented|delirious) <*> (?:slurr[a-z]*|fell|fever|vomit[a-z]*|collapsed|drowsy"
    "|(?:cannot|couldnt|doesnt) <>"
    " (?:speak|talk|walk|stand|remember))",
    "(?:drowsy|delirious|incoherent) <*> confused",
    "cannot <> (?:get|form|say|bring) <> (?:words|sentences?)(?! (?:of|to|for)\\b)",
    "tongue <> (?:big|bigger|huge|thick|thicker|fat|puffy)(?! in\\b)",
    "lips? <> (?:puffy|fat|huge|thick|big) <*> (?:swallow|breathe?|after|nuts|throat)(?! (?:filler|fillers|botox)\\b)",
    "throat <> (?:thick|constricted|constricting|narrow|closing)",
    "(?:cannot|couldnt) <> swallow(?= [.,]| (?:and|after|any|anything|since|water|properly|at all|my (?:spit"
    "|saliva))\\b)",
    "(?:stung|sting|bee|wasp|hornet|peanuts?|nuts|shellfish|shrimp|prawns?) <*> (?:throat|wheez[a-z]*|hives|tongue"
    "|swelling up)",
    "(?:black|tarry|bloody) (?:stools?|poop|poo|faeces|feces|bowel movements?) <*> (?:dizzy|faint|weak|pale|lightheaded"
    "|pain|sweating)",
    "(?:stools?|poop|poo) <> black <*> (?:dizzy|faint|weak|pale|lightheaded|pain|sweating)",
    "(?:vomit[a-z]*|throw|threw|throwing|puked?|puking)(?: up)? <> (?:black|dark brown|coffee)(?= (?:stuff|liquid|fluid"
    "|grounds|bits|[.,]))",
    "blind (?:in|on) <> (?:eye|left|right|side)",
    "(?:vision|sight) <> (?:black|blank|dark|vanished|disappeared|dimmed|blurry|missing) <*> (?:eye|side)",
    "(?:curtain|shadow|veil) <*> (?:eye|vision)(?! (?:palette|make ?up)\\b)",
    "cannot see <*> (?:left|right|one|an|my) eye",
    "(?:baby|he|she|child|son|daughter|husband|wife|mum|mom|mother|father|dad|grandma|grandpa|gran|nan|toddler|infant"
    "|newborn|friend|partner|kid|boyfriend|girlfriend|roommate) <*> (?:wont|doesnt|isnt|cannot|not|didnt|couldnt"
    "|hardly)"
    " <> (?:properly )?(?:wake|waking|be woken|react|reacting|respond|responding)(?! (?:me|us|to|early|before|up"
    " (?:me|us"
    "|early|before|at|until|till|for|so|in|to|on)|at|until|till)\\b)",
    "(?:wont|doesnt|not) <> (?:properly )?(?:wake|waking) up properly",
    "cannot wake (?:him|her|them|up (?:my|the)|my (?:baby|son|daughter|husband|wife|mum|mom|dad|father|mother|friend"
    "|partner)|the baby|mum|mom|dad)",
    "(?:baby|bump) <> (?:hasnt|isnt|not|stopped|wont|havent) <> (?:moved|moving|kicked|kicking|move)(?! (?:out|in"
    "|into|to"
    "|house|room)\\b)",
    "(?:havent|cannot|dont|not) <> feel(?:t|ing)? <> baby <> (?:move|moving|kick|kicking)",
    "(?:baby|toddler|infant|newborn|child) <> (?:limp|floppy|blue(?! (?:eye[a-z]*|dress|room|blanket))|lifeless)",
    "(?:forgot|missed|skipped|without|no|ran out of|stopped|havent taken|didnt take|off|not taken|havent had|out of) <>"
    " (?:[a-z]+ )?insulin(?: (?:,|\\.|[a-z0-9]++)){0,12} (?:sick|thirsty|vomit[a-z]*|nausea|nauseous|throwing|breath"
    "|confused|drowsy|dizzy|fruity|shaking)",
    "fruity breath|breath <> fruity",
    "one pupil <*> (?:bigger|larger|dilated|huge|wider|smaller)|pupils <> (?:different sizes?|unequal|uneven)",
    "(?:stiff neck <*> (?:fever|headache|rash|light)|fever <*> stiff neck|rash <*> (?:doesnt|wont|not) fade)",
    "(?<!like i )(?<!like )(?:was|got|been|were|is) (?:hit|run over|knocked down) by <> (?:car|bus|truck|van|lorry"
    "|train)",
    "bitten by <> snake|snake ?bite",
)

SELF_HARM = (
    "suicidal",
    "suicide(?! (?:runs?|drills?|sprints?|squad|prevention|grip|wings?|sauce|awareness|push ?ups?|shuttles?)\\b)",
    "kill (?:myself|himself|herself|themselves)",
    "killing (?:myself|himself|herself|themselves)(?! (?:laughing|at|in the|over|with|on|for|trying)\\b)",
    "(?:want|wanted|wants|wish|wished|wishing|ready|deserve|deserved|rather|decided|need|trying|tried|try|hope"
    "|hoping|urge|longing|plan|planning) <> (?:die|be dead|was dead|were dead|be gone forever|not exist|stop"
    " existing){joke}(?! than\\b)",
    "(?:think|thinking|thought|thoughts|dream|dreaming|fantasi[sz]ing) <> (?:dying|ending it|not existing)",
    "wish <> (?:dead|never (?:been )?born|not here|wasnt here|wasnt alive|wasnt born|didnt exist|disappear|never"
    " existed)",
    "(?:wish|want|hope|hoping|sleep|asleep) <*> (?:never|not|dont|didnt|wont) <> wake up(?! (?:before|at|early"
    "|so|during|tired|to|hungry|in the)\\b)",
    "(?:end|ending|ended|take|taking|took) (?:my|his|her|their|own) (?:own )?life",
    "end(?:ing)? it all",
    "(?:want|wish|need) <> (?:it all|everything|all of it|all this) to (?:end|stop|be over)",
    "(?:cannot|dont want to) do (?:this )?life",
    "suicide methods?|ways to (?:die|kill)",
    "end (?:the|my|this) (?:pain|suffering|misery) (?:forever|for good|once)",
    "(?:dont|no longer|not|never|didnt|doesnt) (?:really |even )?(?:want|wanting|wants|wanted|care) to <>"
    " (?:live|be alive|exist|be around|keep living|go on living|wake up again|be here any|be here at all)(?!"
    " (?:in|at|with|near|off|there|like|without|on|for|by|under|above)\\b)",
    "(?:no|without|lost|lose|losing|any|whats the|what is the|dont see|cannot see|nothing) <> (?:reason|point"
    "|will|purpose) <*> (?:live|living|exist|existing|life|alive|going on|go on)",
    "nothing <> to live for",
    "(?:not|isnt|no longer|hardly|is life|life is) worth (?:living|it any more)",
    "(?:tired|sick|done|through|over) (?:of |with )?(?:living|life|being alive|existing)(?= [.,]| (?:and|i|any"
    "|in this)\\b)",
    "better off (?:dead|without me|if i (?:was|were|died|wasnt|werent|disappeared|didnt))",
    "better without me",
    "(?:happier|better|easier|relieved) <> if i <*> (?:dead|gone|died|disappeared)",
    "if i (?:was|were) dead",
    "(?:want|wanted|wish|need) <> (?:disappear|vanish) <*> (?:forever|never|for good)",
    "(?:nobody|no one|who|wouldnt) <> (?:miss me|notice|care) if i (?:died|die|was gone|disappeared|vanished"
    "|were gone)",
    "(?:nobody|no one) (?:would|will|wouldnt) (?:even )?miss me",
    "i am <> burden (?:to|on|for) <> (?:everyone|family|all|kids)",
    "(?:goodbye|suicide) (?:notes?|letters?)",
    "cut (?:myself|my wrists?|my arms?|my thighs?)(?! (?:a|an|another|some|two|shaving|chopping|slicing|cooking"
    "|off|short|peeling|opening|accidentally|by accident|preparing|doing|making|trying|out|loose|free|slack|with"
    " the (?:kitchen|bread)|while (?:cooking|chopping|slicing|shaving|peeling|opening)|on (?:a|the|some|broken"
    "|glass|my (?:knife|razor)))\\b)",
    "cutting myself(?! (?:a|some|off|short|slack|another|while (?:cooking|chopping|shaving)|shaving|chopping)\\b)",
    "(?:hurting|burning) myself(?! (?:at|in|during|doing|lifting|running|training|playing|while|on the|more"
    "|again (?:at|in))\\b)",
    "(?:want|wanted|urge|urges|need|going|thoughts|might|try|tried|will|could) <> (?:hurt|burn|stab|hang|shoot"
    "|drown|strangle) myself(?! in the foot\\b)",
    "(?:hurt|burn|burned|burnt|cut|scratch|scratched|hit|bruised) my(?:self)? <*> (?:on purpose|deliberately|to feel)",
    "hurt myself <*> because",
    "(?:blade|razor|knife) (?:to|across|against|over) my",
    "(?:harm|harming|harmed|hang|hanging) myself",
    "self (?:harm[a-z]*|injur[a-z]*|mutilat[a-z]*)",
    "(?:slit|slitting|cutting) my wrists?",
    "unalive",
    "jump(?:ing)? (?:in front of|under) <> (?:train|car|bus|truck|lorry|tube)",
    "(?:want|thinking|thought|urge|going|about) <> jump(?:ing)? (?:off|from) <> (?:bridge|roof|building|balcony|cliff)",
    "cannot go on (?:like this|living|any more|any longer|\\.)",
    "dont (?:care|mind) if i (?:live|die|dont wake)",
    "dont deserve to (?:live|be alive)",
    "(?:suizid[a-z]*|selbstmord[a-z]*|selbstverletz[a-z]*|lebensmude)",
    "mich <> (?:umbringen|umzubringen|umbringe)",
    "(?:will|mochte|wollte) <*> (?:sterben|tot sein|nicht mehr leben|nicht mehr aufwachen|nicht mehr da sein)",
    "nicht mehr (?:leben|aufwachen|da sein)",
    "mir das leben",
    "mich <*> (?:ritzen|ritze|geritzt|toten|toeten)",
    "ritze mich",
    "verletze mich selbst",
    "ohne mich besser",
    "besser <> ohne mich",
    "kein[a-z]* (?:sinn|grund) <*> leben",
    "i should <> die{joke}",
    "(?:life|lives|world|family|everyone) <*> (?:easier|better|happier) without me",
    "have <> pills ready",
    # Not "end it on a high note", "ended it with a cool-down", "end things with Tom".
    "(?:want|wanted|going|ready|thinking|think|thought|thoughts|need|plan|planning|decided|tempted|will|might"
    "|should"
    "|could|about|wish|ill) <> (?:end|ending) (?:it|things|everything)(?= [.,]| (?:tonight|now|today|soon|already|for"
    " good"
    "|forever|all|once|so|but|because|any|please|badly|sometimes|quickly|somehow|tomorrow|before|myself|and (?:i|nobody"
    "|no one|be|die|never|just|not|it))\\b)",
    "cannot (?:keep|carry on|continue|go on) (?:on )?(?:living|existing|fighting|being alive|with life)(?! (?:in|at"
    "|with"
    "|here|near|on|off|without)\\b)",
    "cannot (?:live|exist) (?:like this|any more|any longer|with myself)",
    "(?:think|thinking|thought|thoughts|urge|want|wanted|wish|imagine|imagining|feel like|picture|picturing|keep"
    "|tempted"
    "|dream|dreaming)(?: about| of)? <> (?:drive|driving|crash|crashing|steer|steering|swerve|swerving) <> (?:car"
    " )?(?:into|off|against|in"
    " front of) <> (?:tree|wall|bridge|traffic|cliff|oncoming|truck|lorry|pole|river|water|road)",
    "(?:think|thinking|thought|thoughts|urge|want|wanted|wish|imagine|imagining|feel like|keep|tempted|dream"
    "|dreaming)(?: about| of)?"
    " <> (?:walk|walking|step|stepping|throwing myself|throw myself) (?:into|in front of|out into|under) <>"
    " (?:traffic|cars?"
    "|train|tram|bus|truck|lorry)",
    "(?:i have been|have been|been|am|started|start|back to|keep|kept|relapsed and|relapse) <> cutting(?: again)?(?="
    " [.,]| (?:myself"
    "|my (?:arms?|legs?|skin|thighs?|wrists?|stomach|hips?)|to (?:cope|feel)|hid|deep|deeper)\\b)",
    "(?:hide|hid|hiding|hidden|cover|covering) <> (?:cuts|scars|cutting|burns) <*> (?:sleeves?|clothes|bracelets?)",
    "burn(?:s|ed|t|ing)? (?:myself|my <> (?:arms?|skin|legs?|hands?|wrists?)) <*> (?:cigarettes?|lighters?|matches"
    "|cigs?"
    "|to feel|to cope)",
    "(?:feel|feeling|felt|am)(?: like)? <> burden(?= [.,]| (?:to|on|for)\\b)",
    "(?:dont|cannot|no longer|never|didnt) see <> (?:any |my |a )?future(?= [.,]| (?:for (?:me|myself)|any|with me in"
    " it"
    "|at all|left|worth)(?! (?:at|in|with)\\b))",
    "(?:no future|there is no future|nothing left) for me(?! (?:at|in|with|to (?:eat|do|drink))\\b)",
    "(?:everything|life|it all|all of it|the future|situation|future) <> (?:hopeless|pointless|meaningless"
    "|worthless)(?! (?:in|at|about|with|without|for)\\b)",
    "(?:i am|i feel|feeling|feel|i felt) <> (?:hopeless|worthless)(?! (?:at|with|when|in|about|without|cook|romantic"
    "|on)"
    "\\b)",
    "(?:hate|hated|loathe|despise|cannot stand) (?:myself|my life|being alive|living|existing|who i am)(?! (?:in|at"
    "|with|near"
    "|when|for (?:signing|skipping|missing|sleeping|forgetting|not|buying|choosing|agreeing|this)|(?:[a-z]+"
    " ){0,5}(?:{food}))"
    "\\b)",
    "(?:so|really|very|deeply|severely|completely|too|am|feel|feeling|felt|still|extremely|getting|more) <>"
    " depressed(?! (?:about the|by the|last year|years ago|as a|when i was|in (?:19|20)|that (?:summer|the))\\b)",
    "depression <> (?:back|worse|worst|eating me|killing me|winning|swallowing|unbearable|too much)",
    "point (?:of|in|to) <> (?:waking up|carrying on|keep going|any of (?:it|this)|getting out of bed|trying any"
    " more)(?! (?:at"
    "|so|early|before|for)\\b)",
    "(?:wont be|not be) (?:alive|around much longer)",
    "(?:painless|easiest|quickest|best) (?:way|method) to die|painless (?:way|method) to (?:go|end it)",
    "(?:lethal|fatal|deadly) (?:dose|amount)",
    "how many <*> (?:to die|kill me|be fatal|be lethal|is fatal|are fatal|is lethal|are lethal)",
    "nothing <> matters any more",
    "(?:dont|cannot|no longer|see) <> (?:see )?(?:a |any |no )?way out(?= [.,]| (?:any|for me|of this (?:pain|life)|at"
    " all)\\b)",
    "(?:empty|numb) inside",
    "my last (?:night|day) (?:alive|on earth)",
    "(?:give|giving|gave|given) up on (?:everything|myself|living)",
    "want(?:ed)? <> (?:cut|carve|slice|rip|tear) <> (?:fat|flesh|skin) off my",
    "(?:dont|not) want (?:this|my) life(?= [.,]| any)",
    "(?:give|giving|gave|given) up on (?:my )?life",
)
