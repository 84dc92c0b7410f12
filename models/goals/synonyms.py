"""Families of English words that people use for one another, and pairs of opposite events."""

from functools import cache

from models.goals.words import singular, stem

# Each line is one idea. A column that is named by one word of a line may be meant by another word of it.
NEAR = """
price prices cost costs worth value sell selling sells sale sold asking list charge charges expensive cheap valuation
fare pay pays paid payment fee price cost charge charges
payment pay pays paid paying
tip gratuity
bill invoice total
income earn earns earning earnings salary wage wages pay paid makes rich compensation
revenue turnover sales income proceeds gross
profit margin gain earnings
amount money sum much borrowed volume
debt owe owes liabilities
amount spent spend transaction
seller vendor merchant dealer
buyer purchaser
expense expenses spent spend spending spends cost outlay expenditure
balance account savings
rent rental renting lease
loan credit mortgage borrow borrowed borrowing lending
limit ceiling
tax taxes
budget funds
discount rebate
churn churned leave leaves leaving leaver left lose losing quit quitting cancel cancels canceled cancelled exit exited attrition defect unsubscribe churner churners
attrition leave leaves leaving leaver left quit quits quitting resign resigns resignation turnover churn
cancel canceled cancelled cancellation cancels
stay stays retained retention remain loyal
survive survived survival live lives lived alive die dies died dead death perish drown mortality fatal
default defaults defaulted delinquent delinquency repay repays repaid repayment bankrupt bankruptcy arrears
risk risky creditworthy creditworthiness
fraud fraudulent fraudster scam cheat cheated cheating stolen suspicious
spam junk unwanted ham
sick ill illness disease diseased diagnosis condition disorder sickness patient
diabetes diabetic
cancer malignant malignancy benign tumor tumour carcinoma diagnosis
heart cardiac cardiovascular coronary
stroke apoplexy
glucose sugar
pressure bp
cholesterol chol lipid
pregnancy pregnancies pregnant
pass passed passes fail failed fails failing flunk
grade grades mark marks score gpa result
exam test assessment
admit admitted admission accepted acceptance enroll
dropout drop
graduate graduated graduation
strength strong mpa compressive hard
quality good taste rating rated rate score grade
rating rate rated stars score review
satisfaction satisfied happy happiness unhappy dissatisfied
sentiment mood tone opinion feeling
energy electricity power consumption usage kwh watt
load demand consumption
consumption consume consumed usage use mileage economy burn
mpg mileage gallon economy consumption thirsty consume efficiency
fuel gas petrol gasoline diesel
emission emissions co2 pollution
heating heat warm
cooling cool
delay delayed delays late lateness behind tardy overdue punctual
duration long lasts lasting take takes length minutes quickly time runtime
wait waiting
speed fast quick quickly velocity quicker slow
runtime duration fast long
distance far miles km kilometers mileage
mileage odometer miles driven
km kilometers kilometres kilometer
length long longer
height tall high
width wide
depth deep
weight heavy weigh weighs mass
mass weight heavy weigh weighs
size big large small
area size surface square big large space sqft
volume capacity
age old older young years
temperature hot warm cold degrees heat
humidity humid damp moist moisture
wind windy windspeed
rain rains rainy rainfall precipitation wet raining
weather forecast
strength strong mpa compressive
hardness hard
pressure bar
noise loud sound decibel
count many number total quantity
quantity many units count number pieces
number many count
sales sold units demand
demand rentals count
rentals rented rent hire hired count
bike bikes bicycle cycle
visitors visits traffic
passenger passengers people riders
population inhabitants people residents
household households families
relative relatives family sibling siblings spouse parent parents child children kids relation
dependents children kids dependants
child children kids
marital married marriage single
sex gender male female
gender sex male female men women
race ethnic ethnicity
nationality country citizenship
education educated schooling degree
occupation job profession work
job work occupation employment
seniority experience tenure
tenure months loyalty
employee employees worker workers staff colleague
customer customers client clients subscriber subscribers user users
patient patients
student students pupil pupils
driver drivers
purchase purchases purchased buy buys buying bought buyer order orders convert converts revenue shop shopper
subscribe subscribed subscribes subscription deposit sign
click clicks clicked
response respond responds responded reply answer
approve approved approval granted grant status accept accepted reject rejected refuse refused declined decline
accept accepted reject rejected
conversion convert converts converted
return returned returns refund sendback
win wins winner won lose loses victory
absences absence absent missed
failure fail fails failed break breaks breakdown broken faulty defect defective malfunction
fault faulty defect defective failure error
machine device equipment
maintenance repair service
intrusion attack malicious hack hacked
anomaly abnormal outlier unusual strange
occupancy occupied room present empty
species kind breed type variety
kind type sort category class
type kind sort category class
category type kind class sort topic
class category kind type sort
variety cultivar kind type
cultivar variety winery
topic subject theme category
department team queue
priority urgent urgency important
severity severe serious bad
language tongue
letter character glyph alphabet
digit number numeral
vehicle car auto automobile
car vehicle auto automobile
house home houses dwelling property
home house property
land lot plot ground
location place where city region
region area location place where
city town place where
country nation where
neighborhood neighbourhood district area where quarter
borough district area where
zone area where
island where
latitude coordinate coordinates position location
longitude coordinate coordinates position location
lat coordinate coordinates latitude
lon coordinate coordinates longitude
origin from source where
destination going to where
purpose reason for
payment cash card
hour time when
day weekday date when
month when season
year when
date when day time
time when hour
season time when
weekday day when
name names called
poisonous toxic edible eat poison dangerous
edible eat eatable poisonous
cut shape facet
clarity clear pure
color colour
transmission gearbox automatic manual gear
brand make manufacturer
body build
calorie calories kcal
fat bodyfat obese obesity overweight
insurance premium charges policy
claim claims accident accidents crash damage
premium insurance
lapse lapsed
burn burned burnt fire
area burned burnt burns burning hectares
fire fires wildfire burned
flood flooding
crime crimes violent offence
recidivism recid reoffend reoffends reoffended rearrested
vote votes voted turnout
party election republican democrat
yield harvest output
crop plant cultivated
bloom flower
potable potability drinkable drink
result win wins won lose loses draw outcome
edible eatable
resolution resolved solve solved
escalate escalated escalation
popularity popular shares shared views likes
rank ranking position
points goals scored
gross boxoffice
"""

# Words that cover several of the lines above, when no nearer one fits.
BROAD = """
money dollar dollars euro euros pound pounds price cost fare fee charge charges amount income salary wage revenue bill tip rent value expense premium pay payment spend worth
time hour day date month year weekday duration minute
happen outcome result end target status
earn income salary wage revenue profit
trip ride journey distance duration
health disease diagnosis sick outcome
location place latitude longitude city region country zone borough district neighborhood neighbourhood
"""

# Opposite ends of one event: a word on the left is the event, one on the right its absence.
OPPOSITES = (
    ("survive survived survival survivor live lives lived alive saved", "die died dies dead death perish drown deceased expire killed"),
    ("churn churned churner churners leave leaves leaving leaver left quit quits quitting cancel cancels cancelled canceled exit exited attrition resign resigns go gone lose losing lost defect", "stay stays stayed staying remain loyal retained"),
    ("default defaults defaulted delinquent bad charged risky arrears bankrupt unpaid late", "repay repays repaid good paid current reliable creditworthy safe"),
    ("pass passes passed success succeed succeeds", "fail fails failed failing failure flunk"),
    ("sick ill disease diseased diabetic diabetes positive malignant cancer infected abnormal stroke", "healthy benign negative well normal uninfected"),
    ("fraud fraudulent fraudster fake scam spam phishing junk stolen suspicious illegitimate forged", "legit legitimate genuine real ham honest clean normal authentic"),
    ("late delayed delay delays overdue", "punctual ontime timely early"),
    ("win wins won winner winning", "lose loses lost losing loser"),
    ("buy buys bought purchase purchases purchased subscribe subscribes subscribed click clicks clicked convert converts converted respond responds deposit", "decline declines ignores nothing"),
    ("broken faulty defect defective failure failures fail fails break breaks breakdown malfunction", "intact fine ok working healthy"),
    ("approve approves approved approval accept accepted granted grant", "reject rejects rejected refuse refused deny denied decline declined"),
    ("poisonous toxic poison dangerous", "edible eatable eat safe harmless"),
    ("anomaly attack intrusion malicious abnormal", "normal benign regular"),
    ("occupied present", "empty vacant absent"),
    ("happy satisfied", "unhappy dissatisfied neutral angry"),
    ("return returned returns", "keeps kept"),
    ("potable potability drinkable", "undrinkable contaminated"),
    ("rain rains rainy raining wet", "dry sunny"),
)  # fmt: skip

AFFIRMATIVE = frozenset({"yes", "true", "1", "y", "t", "positive", "present", "pos", "ja", "si", "oui", "sim", "on"})
NEGATIVE = frozenset({"no", "false", "0", "n", "f", "negative", "absent", "neg", "nein", "non", "nao", "off", "-1"})


@cache
def near_families() -> dict[str, frozenset[int]]:
    """Map each word and its stem to the numbers of the lines of ``NEAR`` that hold it."""
    return _index(NEAR)


@cache
def broad_families() -> dict[str, frozenset[int]]:
    """Map each word and its stem to the numbers of the lines of ``BROAD`` that hold it."""
    return _index(BROAD)


@cache
def poles() -> dict[str, frozenset[tuple[int, int]]]:
    """Map each word to (pair, side) of ``OPPOSITES``: side 1 is the event, side -1 its absence."""
    found: dict[str, set[tuple[int, int]]] = {}
    for number, pair in enumerate(OPPOSITES):
        for side, words in zip((1, -1), pair, strict=True):
            for word in words.split():
                found.setdefault(word, set()).add((number, side))
                found.setdefault(stem(word), set()).add((number, side))
    return {word: frozenset(places) for word, places in found.items()}


@cache
def known_words() -> frozenset[str]:
    """Return the words of all families as written, and their singulars."""
    words = f"{NEAR} {BROAD}".split()
    return frozenset(words) | frozenset(map(singular, words))


def are_near(one: str, other: str) -> bool:
    """Whether two words name one idea.

    Examples
    --------
    >>> are_near("worth", "price"), are_near("worth", "age")
    (True, False)
    """
    return bool(_families(near_families(), one) & _families(near_families(), other))


def are_broadly_near(one: str, other: str) -> bool:
    """Whether two words belong to one wide field, such as money or time."""
    return bool(_families(broad_families(), one) & _families(broad_families(), other))


def pole_of(word: str) -> frozenset[tuple[int, int]]:
    """Return the opposite pairs that a word belongs to, with its side in each."""
    return poles().get(word) or poles().get(stem(word)) or frozenset()


def _families(index: dict[str, frozenset[int]], word: str) -> frozenset[int]:
    return index.get(word) or index.get(singular(word)) or index.get(stem(word)) or frozenset()


def _index(text: str) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(text.strip().splitlines()):
        for word in line.split():
            for form in {word, singular(word), stem(word)}:
                found.setdefault(form, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}
