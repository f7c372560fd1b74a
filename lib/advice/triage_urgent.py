"""What is said of an emergency, and of harming oneself. The words are those of triage_words.read.

"<>" stands for up to four SMALL words ("is really so"), "<*>" for up to five words of any kind, "{name}" for one of a
list in triage_lists; triage_patterns makes regular expressions of them. Nothing reaches over a comma or the end of a
sentence.
"""

EMERGENCY = (
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
    "(?:give|giving|gave|given) up on (?:my )?life",
)
