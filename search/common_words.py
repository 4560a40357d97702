"""Common English words: somebody who types one means it, though no listing has it.

Without them a small index turns "retrain" into "retail". Words of trades and subjects are left to
the index and the synonyms, so that slips can be told from them.
"""

COMMON_WORDS = frozenset(
    """able about above accept accident across active actual address adult advice afraid after
    again against agency alone along already always among angry animal another answer anxious
    appear apply area argue around arrive asked asylum attend aunt autumn avoid away baby back
    badly bank beach bear beat beautiful because become bedroom before begin behind believe bell
    belong below benefit benefits beside better between beyond bicycle bills birth birthday black
    blame blind blood blue board boat body bored born borrow boss both bottom bought bowl boys
    brain bread break breakfast bridge bright bring broke broken brother brought brown budget
    build burn busy cake call calm came camera canal cancel card cared careful carry case cash
    catch caught cause chair chance change cheap check cheese choice choose church cinema city
    claim clean clear clever climb clock close clothes cloud coach coast coat coffee cold colour
    come common company complete cook cool copy corner cost cough count couple cousin cover crash
    cross crowd cruise dance danger dark date daughter dead deaf deal dear death debt decide deep
    degree delay deliver depend desk died diet dinner dirty disabled dismissed doctor doesnt dogs
    done door double down draw dream dress drink drive driver drop drove during duty each early
    earn earth easy empty ended enemy energy engine enjoy enough enter escape even evening ever
    every exact exam excited excuse exist expect explain extra face fact fail fair faith fall
    false famous farm fast father fault fear feed feel feet fell felt fence field fight fill film
    final fine finger finish fire fired first fish fixed flat flight floor flower flying follow
    food foot force foreign forest forget form forward fought found free fresh friend front fruit
    full funny furniture future game gave gentle ghost gift girl glad glass gloves goal goes gold
    gone grandad grandma grandparent grass great green ground group grow guess guest guide guilty
    habit hair half hand happen happy hard hate head health hear heard heart heavy height held
    hello help hidden high hill himself history hobby hold hole holiday home homeless honest hope
    horse hospital hotel hour house hungry hurry hurt husband illness important improve inside
    instead island itself jail join joke journey jump just keep kept kick kids kill kind king
    kitchen knew know lady lake land large last late laugh lazy lead learn least leave left less
    letter light line lion list listen live lives loan lonely long look lose lost loud love lower
    luck lucky lunch made magic mail main make making many mark married marry matter mean meant
    meet member mess message middle might migrant mind mine minute miss missing mistake moment
    money month moon more morning most mother mouth move much music must name narrow near need
    neighbour nephew nervous never news next nice niece night noise none normal nose nothing
    notice number object offer office often older once only open order other outside oven over
    owner page paid pain paint pair paper parent parents park part party pass past patient peace
    people perfect perhaps period person phone photo piece place plan plane plant plate play
    please poor possible potato power pray present pretty price pride prison prize probably
    problem promise proper proud public pull pupil pure push quick quiet quit quite rain raise
    ready real reason record redundant redundancy refugee refugees relax remember rent repair
    reply rest retire retired retrain retraining return rich ride right ring rise river road rock
    roof room round rule sack sacked sadly safe said sail salad salary same sand save scared
    scene scream season seat second secret seem sell send sense sent share shark sheep shelf ship
    shirt shoes shop short shout shut sick side sight sign silence silver simple since sing
    single sister size skin skip sleep slow small smell smile smoke snow soap social soft sold
    solve some song soon sorry sort soul sound soup south speak special spirit spend split spoke
    spoon sport spot spring square stairs stand star start station stay steal steel step still
    stomach stone stop store storm story strange street stress strict strong stuck
    student stuff stupid
    such sudden suffer sugar suit summer sunny support sure surgery sweet swim table take talk
    tall taste taught teach team tears teeth teenager tell tent terrible test thank theatre their
    them there thick thief thin thing think third this thought throw ticket tidy tight till time
    tired today together toilet told tomorrow tonight took tooth touch tough tour toward town
    train travel tree tried trip trouble true trust truth twice type ugly uncle under university
    until upset used usual vegan very video view village visa visit voice wait wake walk wall want
    warm wash waste watch water weak wear weather wedding week weight well went were west wheel
    while white whole wide wife wild wind window wine winter wish within without woman wonder
    wood word wore work worker world worried worry worse worth wound write writer wrong wrote
    yard yeah year yellow yesterday young youth""".split()
)
