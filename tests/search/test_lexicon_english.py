"""No word of another language takes the place of an English word that people search for."""

import re
from functools import cache
from pathlib import Path

from search.analysis import analyse, fold, stem, surface_words
from search.common_words import COMMON_WORDS
from search.filler_words import FILLERS
from search.lexicon import lexicon
from search.recall import corrector_of
from tests.search.demonstration import Catalogue
from tests.search.lexicon import FILES

# Words of work, learning and daily life beyond those of the lists of the code.
MORE_ENGLISH = """
abroad academic academy accent access accountant achieve acting activity advance advanced aid aide
ama amateur ambition ancient anger angle ankle annual apron arc arm army art arts assembly asset
assist astra atlas audio aunt author auto avocado award baba babe back bacon badge bail bake
ballet ban band bandage bank bar bare bargain bark barn base basic basket bat batch bath battery
bay beam bean beauty bed bee beer bench berry bib big bike bill bin biology bird bit bite blend
blog bloom blow bob bodega bold bolt bomb bond bone bonus boost boot boots border boring bot
bottle boutique box brake brand brass brave brew brick bride brief brush bucket bud buffet bug
build bulb bulk bull bun bureau burger bus bush butcher butter button cab cabin cabinet cable
cadet cafe cafeteria cage calculator calf cam camel camp campus can canary candle canteen canvas
cap capital car caravan carbon cardio cargo caring carp carpet cart carve cast castle casual cat
catalogue cater cattle cave cement census cereal chain chalk chamber champion chant chap chapel
charge charity charm chart chase chassis chat chauffeur cheek cheer chemical chest chick chief
chill chip choir chop chord chore circuit circus civic civil clan clay clerk client cliff clinic
clip cloak clone club clue cocoa cod coil coin collar colon comb combat combine comedy comet
comfort comic command comment commerce commis common commute compact companion compare compass
compete complex compose compost concept concert concrete condition conduct conductor cone confer
connect consent console consult contact content contest context contract control convert convey
cookie cope copper coral cord core cork corn corps correct cottage cotton council counsel counter
country county coup courage court couture cow crab craft crane crate crawl crayon cream creche
credit creek crew crime crop crown cruel crush crystal cube cuisine cult culture cup cure curios
curriculum curse curtain curve cushion custom cut cute cycle dad dairy dam damage damp dash data
database dawn dealer debate debit debut deck decor deer defence delta demand demo den denim dental
dentist deposit depot depth derma design desk detail detect device dial diamond diary dice diesel
digit dill dim dine dip diploma diplomat direct director disc disco discount dish disk display
distance dive diver divide docent dock document doll dolphin dome domestic domino donor dose dot
dough dove drag drain drama draw drawer drill drone drum dry duck due duel dull dump dust dye
eager ear ease east eat eco edge edit editor effect egg elder elect electric element elite embassy
empire engrave enrol entry envoy equal equip era errand error estate ethics event exit expert
export express eye fabric facade face facility factor factory faculty fade fan fancy fare fashion
fate fax feature federal fee fern ferry festival fever fibre fiction fig figure file filter fin
finance find firm fit fitter flag flame flash fleet flesh flex float flood flora florist flour
flow flu fluid flush flute foam fog foil fold folk font fork form formal format formation former
fort fortune forum fossil foundation fox frame freight friction frost fuel function fund funeral
fur fuse fusion gala gallery gallon gap garage garbage garden garlic garment gate gauge gear gel
gem gender gene genre geography ginger glaze globe glove glue goat golf gourmet grade graduate
grain grammar grand grant graph graphic grave gravel grill grind grip grocer groom guard guitar
gum gun guru gym hall ham hammer handle harbour hardware harm harness harvest hat hawk hazard heal
heap heat hedge heel hen herb herd hero hijab hint hip hire historic hive hob hockey honey hood
hook horn host hostel hotel hub hull human humour hunt hut hybrid hygiene ice icon idea ideal idle
image impact import inch income index indoor infant infirm inform inn input insect insert inspect
install instant institute insure interim intern interpret interview invest iron isle item jam jar
jargon jean jeans jelly jet jewel jobs judo juice junior jury kamera karate karin kebab kettle key
kilo kin kit kite knee knife knit knot lab label labour lace lad ladder lamb lamp lance lane
language lap laptop laser lash laundry law lawn layer leaf league leap lease leather lecture
ledger leek legal legend leisure lemon lens leopard lesson level liable library lice licence lick
lid lift lily limb lime limit line linen liner lingua link lip liquid liquor literature litre load
lobby local lock locker log logic logo loom loop lord lorry lotion lounge lung macon magazine
magic magistrate magnet maid mail maintain major malt mamma manage mango manicure manner manor
manual map maple marathon marble margin marina marine marker mart mask mason mass massage mast
master mat match mate material matron mattress mayor meal measure meat medal media medic medical
medicine melon melt memo memory men mend menu merchant mercury merit mesh metal meter method metro
mice micro midwife military milk mill mineral mini minister mint minus mirror mission mist mix
mobile mode model modern module mole monitor monk moral mortar mortgage moss motel moth motor
mould mount mountain mouse mug mule mum muscle museum mushroom nail nanny napkin nation native
natural nature naval navy neat neck needle nerve nest net network nina nino node notary novel
nursery nut nylon oak oasis ocean offal oil olive onion opera operator optic option oral orange
orbit orchard orchestra order organ orphan osteopath otter ounce outlet oven oxygen pace pack
package pad paella palace pale palm pan panel panic pantry paprika para parade paradise parcel
pardon parking parole parrot parser part partner pasta paste pastel pastry pasture patch path
patrol pattern pause pave pawn pea peach peak pear pearl pedal peel pen penal pencil penny pension
pepper perch perfume period permit person pest pet petal petrol phase phone photo phrase piano
pick picnic pie pier pig pile pill pillow pilot pin pine pint pipe pitch pizza plan plane planet
plank plant plate platform play plaza plot plough plug plum plus pod poem point pole policy polish
poll pond pony pool pop porch pork port portal porter portion pose post poster pot potato pottery
poultry pound powder power prawn press pressure prime prince print prism prison private prize pro
probation process produce product professor profile profit programme project promo prompt proof
property pros protein protest province psychology pub public publish pulp pulse pump punch pupil
puppy purse quality quarry quartz queen queue quilt quiz quota quote rabbit race rack radar radio
raft rail rain raisin rally ramp ranch range rank rap rat rate raw ray razor reactor ready real
rear recipe record recruit reef referee reform refuge refund regal region register rein relay
relief render rent repair report resin resort rest restaurant result retail retire review rib rice
rider rifle rig ring river road roast robe robot rock rod role roll roof root rope rose rota rotor
route royal rubber rug rugby ruin rule rum rural rust sack saddle safari safe sage sail salad
salah salary sale sales salmon salon salt sand sandal sandwich sari satin sauce sauna scaffold
scale scan scarf scene scheme scholar science scout scrap screen screw script sculpture sea seal
seam search season seat secret sector secure security seed seminar senate senior sequel serum
serve server service session sewer shade shadow shaft shampoo shape share shark shed sheep sheet
shelf shell shelter shepherd shield shift ship shirt shock shoe shore shovel shower shrimp shuttle
silk silver sin singer sink siren site skate sketch ski skin skip skirt slate sleeve slice slide
slope smart smoke snack snake snow soap soccer social sofa soil solar soldier sole solid solo
sonar sonic sorbet soul sound soup spa space spade span spare spark spatial speaker spice spider
spin spine spiral spirit splash spoon sport spot spray spring spruce square squash stable stadium
staff stage stain stair stamp stand star starch statistics statue steak steam steel stem step
stereo stew stick stitch stock stole stone stool store storm stove strap straw stream strike
string strip studio study stuff style subject suburb sugar suit suite sum sun super surface
surgeon surgery survey sushi swan sweat swim switch sword syrup system tab table tablet tack tact
tail tailor talent talk taller tan tank tap tape target tariff tart task taste tattoo tax taxi tea
teak tech tel telecom temper temple tempo tennis tent term terrace test text textile thatch
theatre theme therapy thermal thread throne thumb thunder tide tie tiger tile timber tin tire
tissue toast tobacco token toll tomato ton tone tongue tool tooth topic torch total tour tower toy
track tractor trade traffic trail trailer trainer tram trance transfer transit transport trap
trash tray treasure treat tree trend trial tribe trick trio trolley trophy trout truck trumpet
trunk trust tube tulip tuna tune turbine turf turkey turn tutor twin tyre ulcer ultra umbrella una
union unit upholster urban vacant vacation vaccine valet valley value valve van vanilla vapour
vault vegan vegetable vehicle vein velvet vend vendor venue verb verse vessel vest vet veteran
vicar video view villa village vine vinyl violin virgin virtual virus visa visit vista vital
vitamin vocal vogue volcano volt volume vote voucher wage wagon waist wallet warden wardrobe
warrant wash waste watch water wave wax weapon wedding weed weld whale wheat wheel whip whisky
wicket widget wig wild wine wing wire witch wolf wood wool workshop wrap wreck wrist yacht yard
yeast yoga zero zinc zone zoo
"""
MOST_TURNED = 0.005  # of slips in English words, read as words of other languages
# Stems that English words share with words of the lexicons, each with the reason it does no harm.
HARMLESS = {
    "coutur": "sewing in English too",
    "cuisin": "cuisine is cooking",
    "docent": "a teacher in English too",
    "debut": "nobody searches for a debut",
    "curs": "nobody searches for a curse",
    "lingua": "a language in English too",
    "macon": "a town in France",
    "nino": "a name",
}


@cache
def english_stems() -> frozenset[str]:
    words = {*COMMON_WORDS, *FILLERS, *MORE_ENGLISH.split()}
    for path in FILES.glob("*.txt"):
        lines = path.read_text(encoding="utf-8").splitlines()
        words.update(surface_words("\n".join(line for line in lines if line[:1] != "#")))
    return frozenset(stem(word) for word in words)


@cache
def latin_words() -> dict[str, str]:
    """Return words that stand for something by themselves, by the token that listings hold."""
    found = {}
    for phrases in lexicon().phrases.values():
        for phrase in (one for several in phrases.values() for one in several):
            tokens = analyse(phrase)
            if len(tokens) == 1 and tokens[0].isascii():
                found[tokens[0]] = phrase
    return found


def test_no_word_alone_is_an_english_word() -> None:
    met = {token: word for token, word in latin_words().items() if token in english_stems()}
    assert {token: word for token, word in met.items() if token not in HARMLESS} == {}


def test_each_exception_is_needed() -> None:
    assert set(HARMLESS) - (set(latin_words()) & english_stems()) == set()


def test_no_word_alone_is_a_word_of_the_listings(demonstration: Catalogue) -> None:
    listed = {stem(word) for word, _count in demonstration.engine.vocabulary()}
    met = {token: word for token, word in latin_words().items() if token in listed}
    assert {token: word for token, word in met.items() if token not in HARMLESS} == {}


def test_slips_in_english_words_stay_english(demonstration: Catalogue) -> None:
    """One letter left out of each longer word of the listings, each in another place."""
    listed = [word for word, _ in demonstration.engine.vocabulary()]
    words = sorted(word for word in listed if len(word) >= 6 and word.isascii())
    slips = [word[: n % len(word)] + word[n % len(word) + 1 :] for n, word in enumerate(words)]
    corrector = corrector_of(demonstration.engine, demonstration.reference.synonyms)
    english = {*listed, *demonstration.reference.synonyms.surface_words}
    foreign = {word for word in lexicon().words if word not in english}
    turned = [slip for slip in slips if fold(corrector.correct(slip) or "") in foreign]
    taken = [slip for slip in slips if slip in latin_words()]
    assert len(slips) > 1000
    assert len(turned) + len(taken) <= len(slips) * MOST_TURNED, (turned, taken)


def test_no_phrase_of_two_words_is_one_of_english_fillers() -> None:
    for phrases in lexicon().phrases.values():
        for phrase in (one for several in phrases.values() for one in several):
            assert not set(re.findall(r"\w+", phrase)) <= FILLERS, phrase


def test_the_word_lists_are_beside_the_code() -> None:
    assert Path(FILES / "en_trades.txt").exists()
