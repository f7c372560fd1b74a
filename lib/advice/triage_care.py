"""What is said of eating in distress, and of what a clinician knows better. triage_urgent says how to read a rule."""

EATING = (
    "(?:made|make|makes|making|force|forced|forcing) (?:myself|yourself) <> {vomit}",
    "(?:induce|induced|inducing) <> vomiting",
    "self induced vomiting",
    "fingers? <> down (?:my )?throat",
    "{vomit} <*> (?:on purpose|deliberately)",
    "guilty <*> (?:eating|ate) <*> {vomit}",
    "(?:threw|throw|throwing) up <*> (?:so i|to lose|to stay|to keep|to be) <*> (?:weight|thin|skinny|gain|fat"
    "|calories)",
    "(?:get|getting|got) rid of <> {meal}",
    "purg(?:e|ed|es|ing)(?<!the purge)(?<!closet purge)(?<!wardrobe purge)(?<!digital purge)(?<!fridge purge)(?="
    " [.,]| (?:again|after|last|today|tonight|twice|everything|because|so|every|yesterday|it all|cycle|urges?"
    "|{meal}|my {meal}|the {meal}|food|and (?:bing|restrict|starv))\\b)",
    "bing[a-z]+ <*> (?:purg[a-z]*|threw up|throw up|throwing up|vomit[a-z]*|starv[a-z]*|restrict[a-z]*|puke[a-z]*)",
    "binge (?:eating|eat|ate)",
    "cannot stop binge?ing",
    "(?:took|take|taking|use|using|used|need|abuse|abusing|abused|more|swallowed|on|popped) <*> laxatives?(?!"
    " (?:for|because)\\b)",
    "laxatives? <*> (?:so i stay|to stay|weight|lose|thin|skinny|scale|eating|ate|binge)",
    "(?:diuretics?|water pills?) <*> (?:weight|scale|lose|thin|skinny|lighter|bloat)",
    "(?:dont|didnt|not|never|doesnt|havent) (?:even )?(?:deserve|deserved|earned) <> {food}",
    "(?:have to|need to|must|got to|should|had to) (?:earn|burn off|work off|make up for|compensate for|undo|run"
    " off) <*> {food}",
    "eating makes me <> (?:disgusting|disgusted|fat|gross|dirty|ashamed|guilty|panic)",
    "{meal} <*> down the toilet",
    "not allowed (?:any )?(?:food|{meal})",
    "(?:earned|deserve|deserved) no {food}",
    "punishment for <*> {food}",
    "(?:no|skip|skipped|skipping|stopped) (?:all )?(?:my )?(?:eating|{meal}) <*> (?:be thin|get thin|be skinny"
    "|get skinny|be lighter)",
    "(?:no|skip|skipped|skipping) {meal} <*> (?:make up for|compensate|to lose|lose weight|burn|save calories)",
    "(?:make up for|compensate for) <*> {food} <*> (?:fast|fasting|skipping|skip|not eating|starving)",
    "\\. (?:burn|work) off <*> {food}",
    "(?:dont|wont|didnt|not|cannot|wouldnt) (?:let|letting|allow|allowing) myself <> {food}",
    "not allowing myself <> {food}",
    "punish[a-z]* (?:myself|yourself|my body)",
    "{fasted} (?:anything |any food |properly |solid food )?(?:(?:for|in|over) (?:the last |the past |about "
    "|almost )?)?(?:{number} (?:full |whole |straight )?(?:days|weeks)|a week)",
    "{fasted} (?:anything |any food |properly )?(?:for|in) (?:days|weeks)",
    "(?:havent eaten|not eaten|fasting|nothing to eat) (?:anything )?since (?:monday|tuesday|wednesday|thursday"
    "|friday|saturday|sunday)",
    "(?:[3-9]|[1-9][0-9]|three|four|five|six|seven|ten) day (?:water |juice )?fast(?:ing)?",
    "(?:scared|afraid|terrified|frightened|panicking|panic|dread|dreading|fear|anxious) <*> (?:eat|eating|food"
    "|meals|meal|calories|carbs|gaining weight|gain weight|getting fat)(?= [.,]| (?:anything|at all|in|food"
    "|again|any|normally|because|lunch|dinner|breakfast|makes|so|and|now)\\b)",
    "(?:scared|afraid|terrified|frightened|fear) (?:of|about) <> (?:food|meals?|calories|every bite)(?! (?:waste"
    "|poisoning|prices|shortages?|allerg[a-z]*|coma)\\b)",
    "food (?:terrifies|scares|disgusts) me",
    "starv(?:e|ed|ing) (?:myself|yourself)",
    "starv[a-z]+ <*> (?:to lose|to get thin|to be thin|lose weight|to fit)",
    "(?:hate|hated|disgusted|disgusted with|disgusted by) (?:myself|my body) <*> {food}",
    "pro ?ana",
    "thinspo[a-z]*",
    "chew(?:ing|ed)? and spit[a-z]*",
    "(?:relapse|relapsed|relapsing) <*> (?:anorexi[a-z]*|bulimi[a-z]*|eating disorder)",
    "(?:anorexi[a-z]*|bulimi[a-z]*|eating disorder|ed voice) <*> (?:is back|are back|came back|coming back"
    "|relapse|worse|again|loud)",
    "(?:eat|eating|ate|eaten|living on|live on|surviving on|survive on|under|below|only|limit|restrict"
    "|restricting|max|maximum) <*> [1-7][0-9][0-9] (?:calories|kcal|cals?) (?:a|per|each|every) day",
    "(?:love|like|enjoy) <> (?:hunger|being hungry|feeling empty|starving)",
    "(?:finger in den hals|abfuhrmittel|ess brech anfall|essbrechanfall|erbrechen <*> absichtlich|absichtlich <>"
    " erbrochen|habe mich erbrochen um)",
    "{number} laxatives",
    "(?:not eating|wont eat|no food|cannot eat) until <*> (?:lose|lost|weigh|fit|thin|skinny)",
    "only (?:black )?(?:coffee|tea|juice|broth) for (?:the last )?(?:{number} days|days|a week)",
    "cannot eat without <> (?:panic|panicking|crying|guilt|fear|shame|hating)",
    "only <> (?:allow|allowed|allowing|let|letting|permit|permitted) (?:myself|me) <*> (?:[1-7][0-9][0-9]|[1-9][0-9])"
    " (?:kcal|calories|cals?)(?! (?:of|for|in|from|snacks?|treats?|desserts?|chocolate|per (?:snack|treat)"
    "|deficit)\\b)",
    "\\. (?:only |just )?[1-7][0-9][0-9] (?:kcal|calories|cals?) (?:a|per|each|every) day(?= [.,])",
    "(?:havent|hasnt|not|didnt|nothing) <> (?:had |eaten |ate |eat )?(?:anything |food )?(?:but|except|other than"
    "|besides)"
    " <> (?:water|coffee|tea|juice|broth|diet coke|gum|air) <*> (?:since (?:{day})|for (?:{number}) days|for days|in"
    " days"
    "|for a week|all week)",
    "(?:{fasted}|havent had (?:food|any food|anything|a meal|a bite|any meals)|nothing but (?:coffee|tea|broth)|only"
    " (?:had"
    " )?(?:coffee|tea|black coffee|broth|gum)) (?:anything |any food |a thing |solid food )?since (?:{day})",
    "(?:hid|hide|hiding|hidden|spat|spit|spitting) <> (?:my )?(?:{food}) <> (?:in|into|under) <> (?:napkins?|pockets?"
    "|sleeves?"
    "|tissues?|bin|toilet|plant|serviette)",
    "(?:pretend(?:ed|ing)?|lied|so (?:that )?(?:mum|mom|dad|everyone|they|people|her|him|my [a-z]+)) <*> i (?:ate"
    "|have eaten"
    "|had eaten|already ate|have already eaten)(?= [.,]| (?:but|so|and)\\b)",
    "(?:want|wanted|wish|going|decided|trying|plan|planning) <> stop eating(?= [.,]| (?:completely|altogether|at all"
    "|food"
    "|anything|entirely|until|because i (?:am|feel)|forever|for (?:a week|days|good|ever)|so i (?:lose|get|am"
    "|can))\\b)",
    "(?:have|i|has) stopped eating (?:completely|altogether|entirely|days ago|last week|for days)",
    "(?:ate|eaten|binged|had) (?:[a-z0-9]+ ){0,8}(?:eat nothing|eating nothing|not eat|wont eat|not eating|starve)(?="
    " [.,]|"
    " (?:at all|tomorrow|all day|for|today|until)\\b)",
    "(?:tomorrow|so|now|then) i (?:will |am going to |am |have to )?(?:eat|eating) nothing",
    "if i eat <*> (?:have to|must|need to|got to) (?:run|burn|exercise|purge|vomit|throw up|starve|fast|skip|work it"
    " off"
    "|sweat)",
    "weigh(?:ed|ing)? myself <> (?:(?:[4-9]|[1-9][0-9]|five|six|seven|eight|nine|ten|twenty|several|many) times|every"
    " hour"
    "|constantly|after every|dozens)",
    "(?:cry|cried|crying) <*> (?:the scales?|i weigh)",
    "(?:ran|run|cardio|exercise|exercised|burpees|gym|treadmill) <*> because i <> (?:ate|eaten|binged)",
)

# Of medicines "not" and "no longer" are what is told, not an excuse.
MEDICINE = (
    "insulin(?! (?:spikes?|sensitivity)\\b)",
    "metformin|ozempic|wegovy|semaglutide|mounjaro|tirzepatide|saxenda|liraglutide",
    "warfarin|coumadin|eliquis|apixaban|xarelto|rivaroxaban|heparin|clopidogrel|plavix|pradaxa|blood thinners?"
    "|anticoagulants?",
    "lithium(?! (?:battery|batteries|ion)\\b)",
    "antidepressants?|ssris?|sertraline|zoloft|prozac|fluoxetine|lexapro|escitalopram|citalopram|venlafaxine"
    "|bupropion|wellbutrin|quetiapine",
    "statins?|atorvastatin|simvastatin|beta ?blockers?|metoprolol|bisoprolol|lisinopril|ramipril|amlodipine"
    "|losartan|levothyroxine|thyroxine|prednisone|prednisolone|methotrexate|adderall|ritalin|vyvanse|concerta"
    "|tamoxifen|chemo|chemotherapy|diuretics?|water pills?|diet pills?",
    "{change} <*> {medicine}",
    "{medicine} <*> (?:dose|dosage|side effects?|any more|instead|stopped|changed|wore off)",
    "(?:ibuprofen|paracetamol|painkillers?|aspirin) <*> (?:every day|daily|every night|with alcohol|with wine)",
    "(?:my|the|higher|lower|double|doubled|missed|skip|skipped|increase|raise|change|changed|right|what|which"
    "|second|maximum) dos(?:e|es|age)(?! of\\b)",
    "[0-9]+ ?mg (?:of )?(?:{medicine}|pill|tablet)",
    "(?:tabletten|medikamente?|blutverdunner|blutdrucktabletten) <*> (?:abgesetzt|absetzen|vergessen|nehmen|erhoht)",
    "(?:setze|absetzen|nehme) <*> (?:tabletten|medikamente?|blutverdunner)",
)

CONDITION = (
    "(?:pregnant|pregnancy(?! (?:yoga|pilates|announcement|news|show|podcast|photos?|shoot)\\b)|trimester|gestational"
    "|postpartum|miscarriage|breast ?feed|breast ?feeding|breast ?fed"
    "|lactating)",
    "trying to conceive|ivf|(?:bin|ist) schwanger|schwangerschaft|ich stille",
    "atrial fibrillation|afib|arrhythmia|heart (?:failure|disease|condition|murmur|surgery|bypass|valve"
    "|transplant|problems?)|pacemaker|angina|coronary|cardiomyopathy|palpitations|irregular heartbeat|skipping"
    " beats|a stent|cardiologist|long qt",
    "(?:pre ?)?diabet[a-z]*|hba1c|a1c|insulin resistance",
    "epilepsy|epileptic|copd|cirrhosis|hepatitis|crohns|lupus",
    "kidney (?:disease|failure|stones?|transplant|problems?|function|infection)|dialysis|ckd",
    "anorexi[a-z]*|bulimi[a-z]*|eating disorder|arfid|orthorexi[a-z]*|magersucht|essstorung",
    "(?:my|had|have|since|after|post|recent|from|hip|knee|heart|back|shoulder|bariatric|bypass) <*> surgery",
    "surgery <*> (?:ago|yesterday|recovery|week|weeks|month)",
    "(?:had|after|since|from) (?:my|the|an) (?:operation|op)",
    "c ?section|appendectomy|gastric (?:bypass|sleeve|band)|(?:hip|knee) replacement",
    "(?:my|have|has|got|with|diagnosed with|breast|skin|bowel|prostate|lung) cancer",
    "food poisoning",
    "(?:felt|feel|feeling) faint",
    "allergic reaction",
    # Of iron and of blueberries, too; with dizziness it is an emergency.
    "(?:black|tarry) (?:stools?|poop|poo)",
    "(?:calf|leg) <> (?:swollen|swelling)(?: (?:,|[a-z0-9]++)){0,5} (?:hot|red|warm|painful|tender|hurts?|flight)",
    "blood in <> (?:stool|stools|poop|urine|pee)",
    "laxatives?",
    "nursing <> (?:newborn|baby|infant|twins)",
    "(?:had|got) <> (?:gallbladder|appendix|tonsils|wisdom teeth|kidney|thyroid|ovary|ovaries|uterus|spleen)"
    " (?:removed|out|taken out)",
    "lump in my (?:breast|neck|armpit|groin|testicle)",
    "(?:nearly|almost) (?:fainted|passed out|blacked out)(?! laughing\\b)",
    "post op|(?:thyroid|heart|blood pressure|epilepsy) (?:pills?|meds?|medications?|tablets?)",
)

# Symptoms that stay.
LASTING = (
    "{symptom} <*> (?:for|over|past|last|lasting|lasted|since) (?:about |over |almost |more than |the |last "
    "|past |a |nearly )*(?:{number}) (?:of )?(?:more )?(?:weeks|months|years)",
    "{symptom} <*> (?:for|since) (?:over |about |more than )?(?:a|last) (?:week|month|year)",
    "{symptom} <*> since (?:january|february|march|april|may|june|july|august|september|october|november"
    "|december|christmas|easter|spring|summer|autumn|winter|new year)",
    "{symptom} <*> (?:every|each) (?:day|night|morning|evening|single day)",
    "{symptom} <*> (?:all (?:week|month))",
    "{symptom} <*> (?:wont|doesnt|isnt|not|never) (?:going|go|getting|get|heal|healing|goes|stop|stopping|clear"
    "|clearing)(?: (?:away|better|up))?",
    "{symptom} <*> (?:keeps coming back|getting worse|comes and goes|worse every day)",
    "(?:fever|vomiting|diarrhea) <*> (?:for|since) (?:{number}) days",
    "(?:[2-9]|two|three|four|five|six|seven|eight|second|third|fourth|fifth|several|many) (?:weeks?|months?)"
    " (?:of|with) <> {symptom}",
    "(?:lost|losing) <*> without (?:trying|dieting)",
    "unexplained weight loss",
    "night sweats",
    "found a lump",
    "{symptom} <*> (?:for|over|past|last) (?:the |about )?(?:[7-9]|[1-9][0-9]|seven|eight|nine|ten|twelve) days",
)

CONDITION_OR_LASTING = CONDITION + LASTING
