"""What speakers of other languages type, on the demonstration: the right subject comes first."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.chips import chips
from search.forms import SearchForm
from search.lexicon import lexicon
from search.lexicon_reading import drop_fillers, read_lexicon
from search.lexicon_spelling import nearest_in_lexicon
from search.reading import Reading
from search.reasons import word_reasons
from search.understanding import ALL_KINDS
from tests.search.demonstration import Catalogue

TOP = 3
# Language: what is typed: subjects and sectors, one of which the first three hits must have.
QUERIES = """
pl: kurs angielskiego: english-esol
pl: Angielski wieczorem Walsall: english-esol
pl: kurs spawania Dudley: welding-and-fabrication
pl: pielegniarka: healthcare-support nursing-and-science
pl: pielęgnarka: healthcare-support nursing-and-science
pl: opieka nad osobami starszymi: adult-care
pl: wózek widłowy: warehouse-and-forklift
pl: wozki widlowe: warehouse-and-forklift
pl: kurs dla elektryka w Walsall: construction-trades electric-vehicles
pl: kelner: catering-and-hospitality
pl: księgowość online: accounting
pl: bezpłatny kurs komputerowy: digital-skills it-support
pl: szukam pracy w magazynie: warehouse-and-forklift
pl: angielski dla kobiet: english-esol
ro: curs de engleză: english-esol
ro: cursuri de limba engleza gratuite: english-esol
ro: stivuitorist: warehouse-and-forklift
ro: sofer de camion: driving
ro: ingrijire batrani: adult-care
ro: asistentă medicală: healthcare-support nursing-and-science
ro: bucătar: catering-and-hospitality
ro: matematică seara: maths
ro: sudor Dudley: welding-and-fabrication
ro: coafor: hair-and-beauty
ur: انگلش کورس: english-esol
ur: انگلش course in Walsall: english-esol
ur: ESOL زبان: english-esol
ur: angrezi seekhna hai: english-esol
ur: بچوں کی دیکھ بھال: childcare-and-teaching
ur: خواتین کے لیے ویلڈنگ: welding-and-fabrication
ur: ڈرائيونگ: driving
ur: بزرگوں کي ديکھ بھال: adult-care
ur: كمپيوٹر سیکھیں: digital-skills it-support
ur: khana pakana: catering-and-hospitality food-safety
ur: انگلیزی: english-esol
pa: ਅੰਗਰੇਜ਼ੀ: english-esol
pa: ਅੰਗਰੇਜੀ ਕਲਾਸ Walsall: english-esol
pa: ਬਜ਼ੁਰਗਾਂ ਦੀ ਦੇਖਭਾਲ: adult-care
pa: ਟਰੱਕ ਡਰਾਈਵਰ: driving
pa: ਬਿਜਲੀ ਦਾ ਕੰਮ: construction-trades electric-vehicles
pa: ਨਰਸ: healthcare-support nursing-and-science
pa: انگریزی دی کلاس: english-esol
pa: angreji sikhna: english-esol
pa: ਤਰਖਾਣ: construction-trades
pa: ਔਰਤਾਂ ਲਈ ਅੰਗਰੇਜ਼ੀ: english-esol
ar: تعلم اللغة الإنجليزية: english-esol
ar: دورات اللغه الانجليزيه للنساء: english-esol
ar: الانجليزية مجانا: english-esol
ar: دورة لحام: welding-and-fabrication
ar: رعاية المسنين: adult-care
ar: سائق شاحنة: driving
ar: الطبخ: catering-and-hospitality
ar: محاسبة: accounting
ar: رياضيات مساءً: maths
ar: حلاق: hair-and-beauty
ar: inglizi: english-esol
ar: مُمَرِّضة: healthcare-support nursing-and-science
bn: ইংরেজি কোর্স: english-esol
bn: ইংরেজী শিখতে চাই: english-esol
bn: ingreji class Birmingham: english-esol
bn: ড্রাইভার: driving
bn: রান্না: catering-and-hospitality
bn: বয়স্কদের সেবা: adult-care
bn: কম্পিউটার: digital-skills it-support
bn: শিশুদের যত্ন: childcare-and-teaching
bn: মহিলাদের জন্য ইংরেজি: english-esol
uk: курси англійської: english-esol
uk: англійська мова безкоштовно: english-esol
uk: зварювальник Dudley: welding-and-fabrication
uk: догляд за літніми людьми: adult-care
uk: водій вантажівки: driving
uk: медсестра: healthcare-support nursing-and-science
uk: бухгалтер: accounting
uk: програмування онлайн: coding-and-data
uk: англійска: english-esol
uk: курсы английского языка: english-esol
uk: комп'ютерні курси: digital-skills it-support
fa: کلاس زبان انگلیسی: english-esol
fa: آموزش زبان انگليسي: english-esol
fa: جوشکاری: welding-and-fabrication
fa: مراقبت از سالمندان: adult-care
fa: آشپزی: catering-and-hospitality
fa: برنامه‌نویسی: coding-and-data
fa: برنامه نويسی: coding-and-data
fa: آرایشگر: hair-and-beauty
fa: لوله‌کشی: construction-trades
fa: englisi: english-esol
so: ingiriisi: english-esol
so: barashada af ingiriisiga Coventry: english-esol
so: koorso ingiriisi dumarka kaliya: english-esol
so: darawal xamuul: driving
so: kalkaaliye caafimaad: healthcare-support nursing-and-science
so: daryeelka waayeelka: adult-care
so: xisaabaad: accounting
so: cunto karin: catering-and-hospitality
so: kumbuyuutar bilaash: digital-skills it-support
so: daryeelka carruurta: childcare-and-teaching
so: ingirisi: english-esol
ps: د انګلیسي کورس: english-esol
ps: انگليسي ژبه: english-esol
ps: ښوونکی: childcare-and-teaching
ps: د ماشومانو پالنه: childcare-and-teaching
ps: روغتون: healthcare-support
ps: ډریور: driving
ps: ماښام ریاضي: maths
ps: پخلی: catering-and-hospitality
ps: حسابداري: accounting
ps: نلدوان: construction-trades
ckb: کۆرسی زمانی ئینگلیزی: english-esol
ckb: ئينگليزى: english-esol
ckb: شوفێری لۆری: driving
ckb: چاودێری منداڵ: childcare-and-teaching
ckb: چێشت لێنان: catering-and-hospitality
ckb: كارەباچي: construction-trades electric-vehicles
ckb: ژمێریاری: accounting
ckb: سەرتاش: hair-and-beauty
ckb: بیرکاری: maths
ckb: نەخۆشخانە: healthcare-support
ti: እንግሊዝኛ: english-esol
ti: እንግሊዘኛ ንደቂ ኣንስትዮ: english-esol
ti: ትምህርቲ እንግሊዝኛ Birmingham: english-esol
ti: ክንክን ኣረጋውያን: adult-care
ti: ኮምፒተር: digital-skills it-support
ti: ነርስ: healthcare-support nursing-and-science
ti: መዋእለ ህፃናት: childcare-and-teaching
ti: ሠልጠና ኮምፕዩተር: digital-skills it-support
ti: ምኽሻን: catering-and-hospitality
gu: અંગ્રેજી શીખો: english-esol
gu: અંગ્રેજી ક્લાસ Coventry: english-esol
gu: વૃદ્ધોની સંભાળ: adult-care
gu: હિસાબ: accounting
gu: રસોઈ: catering-and-hospitality
gu: સુથારી કામ: construction-trades
gu: ડ્રાઇવર: driving
gu: મહિલાઓ માટે અંગ્રેજી: english-esol
gu: સાંજે ગણિત: maths
pt: curso de inglês: english-esol
pt: aulas de ingles gratuitas: english-esol
pt: cuidador de idosos: adult-care
pt: empilhador: warehouse-and-forklift
pt: motorista de pesados: driving
pt: soldadura em Dudley: welding-and-fabrication
pt: cabeleireiro: hair-and-beauty
pt: cabelereiro: hair-and-beauty
pt: auxiliar de cozinha: catering-and-hospitality
pt: contabilidade à noite: accounting
es: clases de inglés: english-esol
es: ingles para mujeres: english-esol
es: cuidado de ancianos: adult-care
es: carretilla elevadora: warehouse-and-forklift
es: cocinero: catering-and-hospitality
es: albañil: construction-trades
es: enfermera: healthcare-support nursing-and-science
es: informática para principiantes: it-support digital-skills
es: electrisista: construction-trades electric-vehicles
es: peluqueria: hair-and-beauty
fr: cours d'anglais: english-esol
fr: anglais pour débutants: english-esol
fr: apprendre l’anglais gratuitement: english-esol
pl: praca w magazynie: warehouse-and-forklift
uk: робота на складі: warehouse-and-forklift
es: trabajo de camarero: hospitality-and-catering
fr: formation soudeur: welding-and-fabrication
fr: aide-soignante: adult-care healthcare-support
fr: plombier: construction-trades
fr: comptabilité: accounting
fr: garde d'enfants: childcare-and-teaching
fr: chauffeur poids lourd: driving
fr: cuisinier Solihull: catering-and-hospitality
"""


def rows() -> list[tuple[str, str, frozenset[str]]]:
    found = []
    for line in QUERIES.strip().splitlines():
        language, query, subjects = line.split(": ")
        found.append((language, query, frozenset(subjects.split())))
    return found


@pytest.mark.parametrize(
    ("query", "subjects"), [pytest.param(q, s, id=f"{code} {q}") for code, q, s in rows()]
)
def test_everyday_words_find_the_right_subject(
    demonstration: Catalogue, query: str, subjects: frozenset[str]
) -> None:
    hits = demonstration.find(SearchForm(q=query), page_size=TOP).results.hits
    found = {subject for hit in hits for subject in (hit.document.subject, *hit.document.sectors)}
    assert found & subjects, [hit.document.title for hit in hits]


def test_every_language_has_its_queries() -> None:
    typed = [code for code, _, _ in rows()]
    assert {code for code in lexicon().phrases if typed.count(code) < 6} == set()


@pytest.mark.parametrize(
    ("query", "words", "said"),
    [
        ("kurs spawania wieczorem", "spawania",
         {("kind", "course", "kurs"), ("when", "evening", "wieczorem")}),
        ("darmowe kursy spawania w Walsall", "spawania",
         {("cost", "free", "darmowe"), ("kind", "course", "kursy"),
          ("near", "Walsall", "Walsall")}),
        ("مفت انگلش", "انگلش", {("cost", "free", "مفت")}),
        ("خواتین کے لیے انگلش", "انگلش", {("needs", "women-only", "خواتین کے لیے")}),
        ("مجاناً", "", {("cost", "free", "مجاناً")}),
        ("онлайн", "", {("how", "online", "онлайн")}),
        ("ਸ਼ਾਮ ਦੀ ਕਲਾਸ", "", {("when", "evening", "ਸ਼ਾਮ ਦੀ"), ("kind", "course", "ਕਲਾਸ")}),
        ("praktyki mechanik", "mechanik", {("kind", "apprenticeship", "praktyki")}),
        ("angielski", "angielski", set()),
        ("cocina de fin de semana", "cocina", {("when", "weekend", "fin de semana")}),
        ("mulheres", "mulheres", set()),
    ],
)  # fmt: skip
def test_words_for_a_filter_become_chips_that_say_which_word_made_them(
    demonstration: Catalogue, query: str, words: str, said: set[tuple[str, str, str]]
) -> None:
    asked = demonstration.read(SearchForm(q=query))
    assert asked.plain.q == words
    assert {(chip.name, chip.value, chip.from_text) for chip in asked.understood} == said


def test_a_chip_says_what_a_word_was_taken_for(demonstration: Catalogue) -> None:
    asked = demonstration.read(SearchForm(q="wieczorem evening kurs spawania"))
    assert [chip.label for chip in chips(asked, "/search/")] == [
        "kurs = Courses",
        "wieczorem = Evening",
    ]


def test_a_result_says_what_a_word_was_taken_for(demonstration: Catalogue) -> None:
    asked = demonstration.find(SearchForm(q="spawacz"), page_size=1)
    (hit,) = asked.results.hits
    assert word_reasons(hit.document, asked.query.wanted_words) == ["spawacz = welder"]


def test_words_between_go_only_beside_a_word_of_their_language(demonstration: Catalogue) -> None:
    assert demonstration.read(SearchForm(q="spawacz dla w")).plain.q == "spawacz"
    assert demonstration.read(SearchForm(q="welder dla w")).plain.q == "welder dla w"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pielegnarka", "pielęgniarka"),
        ("انگریذی", "انگریزی"),
        ("ইংরাজি", "ইংরেজি"),
        ("англійска", "англійська"),
        ("stivuitro", "stivuitor"),
    ],
)
def test_a_word_one_letter_off_is_known(typed: str, meant: str) -> None:
    assert nearest_in_lexicon("".join(Reading.of(typed).tokens[0].key)) == meant


@pytest.mark.parametrize("typed", ["kurs", "prac", "کا", "welding", "plumming", "xyzzyville"])
def test_short_words_known_words_and_english_are_left(typed: str) -> None:
    assert nearest_in_lexicon(typed) is None


@given(st.text(max_size=80))
@example("\ud800\x00")
@example("ਅੰ" * 40)
@example("\u200c\u200d\u202e انگلش \u064b")
@settings(max_examples=300, deadline=None)
def test_no_text_whatever_raises(typed: str) -> None:
    reading = Reading.of(typed)
    languages = read_lexicon(reading, lexicon(), kinds=ALL_KINDS)
    drop_fillers(reading, lexicon(), languages=languages)
    reading.left()
    for token in reading.tokens:
        nearest_in_lexicon(token.key)
