"""The words by which things are told from everything else. All without endings: "snack" is "snacks" as well."""

from lib.advice.checker_stems import listed

# What any advice may speak of.
GENERIC = listed(
    "water food meal drink drinking snack breakfast lunch dinner supper protein fibre fiber vegetable veg green "
    "fruit walk walked walking stroll strolling rest sleep nap bedtime training trained workout exercise "
    "exercising session activity move moved moving movement energy nutrition dessert beverage exercised strolled"
)

# Words of the tables that are no thing by themselves: colours, shapes, ways to cook, places, everyday words. Some are
# foods too ("date", "roll", "stock"); behind "eat" and "glass of" they are refused all the same.
EVERYDAY = listed(
    "a ab about abs ahi air all alpine american and angel arm art as assault assorted at au baby back bag baja "
    "baked bar based batter battered bavarian beach bear beginner beijing bell belly bench birthday bite bitter "
    "black blood blue board boat body boiled bone boot bottle bottled boulder bowl box boxed braised brat brazil "
    "breast brew brewed brisk briskly brown bubble bubbly bud buffalo buggy builder building bull bully burnt "
    "butterfly c caesar cafe caffe café california camp cane canned carried carrying cart char chard chest "
    "children chin chip chop chopped choy cinema clarified class cleaned cleaning cleared climb climbed cloudy "
    "clove club coated cob cold combat competitive con conditioning cone conserve contemporary cooked cooking "
    "cordon core corned cottage couch country course cow crawl creamy crisp crispy cross crumb crunch crunchy "
    "crust cube cup curd cured curl curly currant cut cutlet cycle danish dark date day de decker deep deer deli "
    "deviled did diet digging dill dim dip dirty dish do dog double downhill dr dragon dressing dried drip drop "
    "dry e easy electric england english extra eyed fairy fast fat feast fenced field filled fillet filling "
    "filter filtered finger firm fish fit fitness five fizzy flake flat flavoured flesh flow flower foam folded "
    "folk for frank free french fresh fried front frozen fruity fry full fun furniture g game garden general germ "
    "german glass goe golden gong grain grass grated greek grilled grit ground group gum h half halve handful "
    "hard hash heart heavy high hill home horse hot house imitation impact in indian indoor infusion instant "
    "intense intensity interval island it italian j jack jacket jam jasmine jazz joe joint jump jumped jumping k "
    "kettle key kick kid king km korean lady lake lap latin lawn lead leaf leather leave leek leg leisurely "
    "length lesson lift lifted lifting light lime line lite little load loaded loaf long lotus louisiana low "
    "lower luncheon lunge m mac machine maize mam maple martial mash mashed master match max mexican microwave "
    "milano milky mince mineral minute mix mixed mobility moderate moderately modern monkey monsieur monster "
    "mountain ms mush my n namaskar nan natural negro new night no non nordic o obstacle of oil olympic on open "
    "or orange out overnight own ox pace pad paddling pain pale park passion paste pat patty pearl philadelphia "
    "pin pinch pine pink pint plain plank plant plate played playground playing pleasure plum pool pop popped "
    "popper pot pound powder power practice practiced practised preserve press pressed prime processed puff "
    "puffed pull pulled pump punching purple push quark race raced racing rainbow ranch raw ready red reduced "
    "refried replacement resistance restorative rib rich ride riding ring river road roast roasted rock rocket "
    "rode roll rolled rolling root rope rose round row rowed runner runny sage salted salutation scramble sea "
    "seared seed seeded semi shank shell shepherd shoot shooting shop short shot shoulder side silken sin single "
    "sit skim skimmed skip skipped skipping slice sliced sloppy slow slowly smoked smooth snap snow soft sour "
    "southern spanish spare sparkling spear speed spice spin spirit splash splashed split sponge sport spread "
    "spring stalk star stationary steamed steep step stepper stick sticker sticky still stir stock street "
    "strength string strip stroke stuffed stuffing style sub sum summer sun sunday sunny superset support swedish "
    "sweet sweetened swing swirl swiss swung t table tail tango tap tart tater tempo ten tender thai the thigh "
    "thin thousand three tinned to toasted tom took top tot tournament trail trainer tricep triple turbo turn "
    "turnover ultimate under unsweetened up uphill upper ups vegan vegetarian velvet very victoria video "
    "vietnamese vigorous vine virgin wall wedge weight went whipped white whole wild wilted wing winter with "
    "without wod work worked working wrap yard yellow yin your youtube zero"
)

# Things that are in no table, or in one under an everyday name.
MORE = listed(
    "absinthe alcohol archery ashwagandha aspartame basil bcaa biotin booze breathwork burpee caffeine calcium "
    "cannabis capoeira carb carbohydrate cardamom carnitine cbd chlorella cigarette cilantro cinnamon collagen "
    "coq coriander creatine crossfit cumin curcumin dairy diving durian echinacea electrolyte folate folic gel "
    "ginkgo ginseng glutamine gluten goose grappa guarana handball haribo iodine iron jacuzzi journaling kale "
    "kebab lacrosse maca magnesium marathon marijuana massage mcdonald meat meditate meditating meditation "
    "melatonin moonshine multivitamin niacin nicotine nut nutmeg omega oregano ouzo paprika parkour parsley "
    "pastis pheasant plunge polo port potassium poultry prebiotic preworkout probiotic psyllium pullup pushup "
    "quail rhodiola rosemary saffron sailing sauna seafood selenium shake sherry situp snicker snorkelling sodium "
    "spirulina sprint sprinting starbuck stevia supplement surf surfed surfing sweetener taurine thc thyme "
    "tobacco triathlon turmeric twix valerian vanilla vape vaping vermouth vitamin weed zinc"
)

# Names in the tables that are everyday English as well.
HARMLESS = (
    "a side", "fresh fruit", "mixed fruit", "mixed vegetables", "went for a walk", "took a walk", "went walking",
    "brisk walk", "brisk walking", "slow walk", "slow walking", "fast walk", "walked briskly", "walked slowly",
    "walked fast", "very brisk walk", "easy ride", "five a side", "glass of water", "still water", "tap water",
    "bottled water", "filtered water", "mineral water", "spring water", "work out", "worked out", "working out",
)  # fmt: skip

# Behind "eat" and "glass of": what stands before a name, and what may stand there in its place. As they are written.
SKIPPED = listed(
    "a an another any balanced big bigger bit cold cool enough extra few fresh full good hot large light lighter "
    "little more my nice of plain plenty proper regular simple small smaller some something still the warm your"
)
MAY_FOLLOW = listed(
    "after afternoon again air and anything as at before beside between bottle bowl by calm colour company couple "
    "cup cups day days during each earlier early enough evening every first for from glass glasses goal goals "
    "half handful help if in it late later less light little mindfully morning mug next now of often on or peace "
    "piece portion portions quiet regularly room side sip sips slice slowly something space steadily sunshine "
    "than that them these they this through throughout time to today tomorrow tonight until up variety week well "
    "what when whenever while with you"
)
