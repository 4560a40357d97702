"""Words that ask for nothing, and words that ask for little: how people put a question.

"How do I become a nurse" asks for nurses: the rest are fillers. "Training", "beginners" and "no
experience" say something, but a listing without them can be just what is meant: they are weak,
nobody has to match them, and listings that have them come first.
"""

FILLERS = frozenset(
    """a an the in on at of for with and or to near by from some any my me i im ive id iam am is
    are do be want wants need needs would like looking find get show please there what where that
    which can you your have has this next after how get learn become into about
    wanna wana gonna gotta u ur plz pls plez thx thanks thank hi hello hey dear ok okay yes hiya
    wanted wanting needed could should will shall might must does did doing been was were had
    having go going goes gets getting got give gives find finding search searching look looks
    show tell let know think thinking hoping hope wish become becoming so but if then because cos
    coz cause than too also just really very much many lot lots more maybe perhaps only these
    those who whom whose why when whats wheres hows whos theres somewhere something anything someone
    somebody anyone anybody thing things stuff sort able possible possibly currently now today
    still again ever even yet its our us we he she they them their his her him as
    interested interest enquire enquiry offer offers offered available provide provides anywhere
    recommend suggest recommended good best way ways idk tbh lol btw dont cant havent didnt isnt
    youre theyre actually basically etc regarding concerning via per eg ie
    thinking looking liked loved love enjoy
    enjoys hate locally dunno kinda lemme gimme luv wud cud may
    easiest quickest fastest cheapest nearest closest
    shud bit not no here there anymore teaches taught""".split()
)

# Left out as wholes, longest first; their words alone can mean something ("work", "way").
FILLER_PHRASES = """
being a; being an; get into; go into; work with; work in; work as; work for; work on; working in
working as; working for; working on; to work; train to be; train to become; train as; train for
trained to be; training to be; training to become; trained as; trained in; retrain in
retrain as; re train as; job in; job as; jobs as; job working; a career in
career in; career as; careers as; career with; find out; sign up; sign me up
apply for; apply to
enrol on; enroll on; enrol for; join a; do a
take a; book a; start a; pass my; pass the; get my; get a; need help with; help with; help me with
help me; help to; help you; help your; be able to; is there; are there; there any; what are
what is; how long; how much; how many; how can; how does; what do; what can; what should
can anyone; good at; not sure; sure what; don t know; a bit; at the moment; right now
so i can; so that i can; in order to; looking to; looking at; looking into; would like
sick of; tired of; bored of; bored with; bored in
years old; year old; made me; make me; teach me; teach myself; show me; tell me; know about
know more; more about; learn about; learning about; learn how; learning how; the right; at least
as well; as soon as possible; so much; run by; the best
we live; i live; she lives; he lives; who lives
living near; i left; left school; finished school
just finished; just left; just moved; moved to; i live; live in; i am from; based in; living in
anything to do with; something to do with; to do with; having to do with; ways to; way to
my son; my daughter; my husband; my wife; my partner; my friend; my mum; my dad; my child
looking for work; find work; find a job; find jobs; get a job; get jobs; get a better job
get a good job; into work; a new career; new career; change career; career change; change careers
work full time; working full time; work fulltime; working fulltime; work part time
working part time; work parttime
changing career; a new job; better job; new skill; new skills; course for; course on; course in
"""

WEAK_WORDS = frozenset(
    """course courses training class classes lesson lessons qualification qualifications qualified
    beginner beginners begginer beginer beginers begginers
    introductory intro experience job jobs level levels
    short intensive local cheap cheapest affordable help study studying college
    intermediate advanced retrain retraining career careers programme programmes program
    provider providers opportunities opportunity options option position positions role roles
    session sessions lecture lectures certified accredited recognised vacancy vacancies newbie
    novice people
    student students
    refugee refugees asylum seeker
    seekers migrant migrants immigrant immigrants redundant unemployed wage salary""".split()
)
WEAK_PHRASES = """
no experience; without experience; no previous experience; little experience; no prior experience
no experience needed; no experience required; not much experience; experience not needed
never done it before; never done this before; from scratch; from the beginning; first time
no qualifications; no qualification; without qualifications; without any qualifications
few qualifications; no gcse; no gcses; without gcses; without a gcse; no a levels; no degree
without a degree; no skills; no certificates; with no english; no grades; bad grades; low grades
no exams; no exam; without exams; without an exam; without a exam; with no exams; no homework
no entry requirements; no maths; without maths; no english; without english; no coursework
out of work; out of a job; lost my job; made redundant; been made redundant; on benefits
on universal credit; universal credit; on jobseekers; stay at home mum; stay at home
criminal record; criminal records; a record; criminal conviction; criminal convictions
ex offender; ex offenders; been in prison; out of prison; single mum; single mums; single mother
single mothers; single dad; single parent; single parents; lone parent; lone parents
school leaver; school leavers; full driving licence; adult learning; adult education; adult ed
adult classes; adult class; adult courses; adult course; adult learners; community learning
adult education classes; adult education courses; adult learning courses
well paid; better paid; highly paid; high paid; good pay; good money; more money; better pay
in my country; in my own country; from my country; in my home country; back home; in other country
get money; earn money; make money; at the end; mum; mums; mom
for old people; for older people; for elderly; for the elderly; for seniors; for pensioners
get into work; getting into work; bad back; bad knees; bad health; health problem; health problems
earn while you learn; earn while i learn; earn and learn; learn and earn; work and learn
get paid while i learn; get paid while learning; paid while i learn; paid while you learn
get paid to learn; get paid to train; paid to train; paid to learn; learn on the job
complete beginner; complete beginners; total beginner; absolute beginner; absolute beginners
over 40; over 40s; over 50; over 50s; over 60; over 60s; at 40; at 50
"""

# Words of sentences that say little about what to learn: "I want to JOIN the police", "a course to
# help me SPEAK to my doctor". Beside a word that says more nobody has to match them.
GENERAL_WORDS = frozenset(
    """join joining joined speak speaking talk talking meet meeting bring bringing come coming came
    stay staying keep keeping happen happening try trying tried start starting started begin
    beginning change changing improve improving use using used understand understanding made
    mum mums mom dad dads son daughter wife husband partner friend friends sister brother
    myself yourself himself herself themselves single married divorced alone
    year years month months week weeks today tomorrow yesterday moment
    new nice easy easily quick quickly fast real really big small full own bad hard never always
    often sometimes soon later early already yet around near problem problems trouble issue issues
    got gotten paid pay earn earning money cash left leave leaving finish finished nothing
    everything because while during before since until unless again without despite together
    far long person man men woman lady ladies guy guys adult adults grown ups
    idea ideas chance chances future life living lives lived place places area areas town city
    type types kind kinds sort subject subjects topic topics skill skills
    moved move moving born arrived english-speaking uk england britain country
    help helps helped helping support supporting need needing train trained trainee
    work works worked working worker workers job jobs employment employed employer employers
    know knowing knows think tell told say said saying ask asking asked feel feeling felt
    look looked see seen hear watch take taking took taken make making pass passing passed
    allowed allow manage pick picked let letting turn turning put putting send sending
    someone else other others different another same both each every all enough
    first next last second once twice good better great
    decent proper right wrong sure able unable possible certain
    back failed failing fail hate hated sent send open opening cannot while
    syria afghanistan iraq iran eritrea sudan somalia ethiopia ukraine poland romania india
    pakistan bangladesh nigeria albania bulgaria hungary china turkey
    basically mostly mainly especially preferably ideally hopefully
    total complete completely fully part parts side based""".split()
)

# What a course can ask for. "Without a degree" is about the way in, and no word to look for.
REQUIREMENTS = frozenset(
    """degree degrees uni university college school car licence license laptop computer internet
    money job references diploma certificate certificates background knowledge interview cv
    english maths math gcse gcses exam exams test tests papers documents visa coursework homework
    experience qualification qualifications grades skills training deposit fees ticket tickets
    card cards cscs dbs""".split()
)
WITHOUT_WORDS = frozenset({"no", "without"})

DETERMINERS = frozenset("a an the my your our some any their his her this these".split())
# "I'm", "don't", "they've": no part of them asks for anything.
CONTRACTION = r"\b[^\W\d_]{1,7}['’](?:m|ve|ll|re|d|t)\b"


def phrases(text: str) -> frozenset[tuple[str, ...]]:
    """Return the phrases of a table, lines and semicolons apart, as tuples of words."""
    return frozenset(
        tuple(phrase.split())
        for line in text.strip().splitlines()
        for phrase in line.split(";")
        if phrase.strip()
    )


FILLER_TUPLES = phrases(FILLER_PHRASES)
WEAK_TUPLES = phrases(WEAK_PHRASES)
LONGEST_FILLER = max(map(len, FILLER_TUPLES | WEAK_TUPLES))
