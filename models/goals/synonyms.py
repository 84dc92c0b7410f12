"""Families of English words that people use for one another."""

from functools import cache

from models.goals.words import singular, stem

# Each line is one idea. A column that is named by one word of a line may be meant by another word of it.
NEAR = """
price cost worth value sell selling sale sold asking list charge expensive cheap valuation
fare pay paid payment fee price cost charge
payment pay paid paying
tip gratuity
bill invoice total
income earn earning salary wage pay paid makes rich compensation
revenue turnover sales income proceeds gross
profit margin gain earnings
amount money sum much borrowed volume
debt owe liabilities
amount spent spend transaction
seller vendor merchant dealer
buyer purchaser
expense spent spend spending cost outlay expenditure
balance savings
rent rental renting lease
loan credit mortgage borrow borrowed borrowing lending
limit ceiling
tax
budget funds
discount rebate
churn leave leaving leaver left lose quit cancel canceled cancelled exit attrition defect close closed switch
attrition leave leaving leaver left quit quitting resign resignation turnover churn
cancel canceled cancelled cancellation
stay retained retention remain loyal
survive survived survival live lived alive die died dead death perish drown mortality fatal
default defaulted delinquent delinquency repay repaid repayment bankrupt bankruptcy arrears
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
pregnancy pregnant
pass passed fail failed failing flunk
grade mark score gpa result
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
emission co2 pollution
heating heat warm
cooling cool
delay delayed late lateness behind tardy overdue punctual
duration long lasts lasting take length minutes quickly time runtime
wait waiting
speed fast quick quickly velocity quicker slow
runtime duration fast long
distance far miles km kilometers mileage
mileage odometer miles driven
km kilometres kilometer
length long longer
height tall high
width wide
depth deep
weight heavy weigh mass
mass weight heavy weigh
size big large small
area size surface square big large space sqft
volume capacity
age old older young years
temperature hot warm cold degrees heat
humidity humid damp moist moisture
wind windy windspeed
rain rainy rainfall precipitation wet raining
weather forecast
strength strong mpa compressive
hardness hard
pressure bar
noise loud sound decibel
count many number quantity
quantity many units count number pieces
number many count
sales sold units demand
demand rentals count
rentals rented rent hire hired count
bike bicycle cycle
visitors visits traffic
passenger people riders
population inhabitants people residents
household families
relative family sibling spouse parent child children kids relation
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
employee worker staff colleague
customer client subscriber user
patient
student pupil
driver
purchase purchased buy buying bought buyer order convert revenue shop shopper
subscribe subscribed subscription deposit sign
click clicked
response respond responded reply answer
approve approved approval granted grant status accept accepted reject rejected refuse refused declined decline
accept accepted reject rejected
conversion convert converted
return returned refund sendback
win winner won lose victory
absence absent missed
failure fail failed break breakdown broken faulty defect defective malfunction
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
house home dwelling property
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
latitude coordinate position location
longitude coordinate position location
lat coordinate latitude
lon coordinate longitude
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
name called
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
claim accident crash damage
premium insurance
lapse lapsed
burn burned burnt fire
area burned burnt burns burning hectares
fire wildfire burned
flood flooding
crime violent offence
recidivism recid reoffend reoffended rearrested
vote voted turnout
party election republican democrat
yield harvest output
crop plant cultivated
bloom flower
potable potability drinkable drink
result win won lose draw outcome
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
money dollar euro pound price cost fare fee charge amount income salary wage revenue bill tip rent value premium pay
time hour day date month year weekday duration minute
happen outcome result end target status
earn income salary wage revenue profit
trip ride journey distance duration
health disease diagnosis sick outcome
location place latitude longitude city region country zone borough district neighborhood neighbourhood
"""


@cache
def near_families() -> dict[str, frozenset[int]]:
    """Map each word and its stem to the numbers of the lines of ``NEAR`` that hold it."""
    return _index(NEAR)


@cache
def broad_families() -> dict[str, frozenset[int]]:
    """Map each word and its stem to the numbers of the lines of ``BROAD`` that hold it."""
    return _index(BROAD)


@cache
def known_words() -> frozenset[str]:
    """Return the words of all families as written, and their singulars."""
    words = f"{NEAR} {BROAD}".split()
    return frozenset(words) | frozenset(map(singular, words))


def families_of(index: dict[str, frozenset[int]], word: str) -> frozenset[int]:
    """Return the families that hold a word or its singular; or else its stem."""
    exact = index.get(word, frozenset()) | index.get(singular(word), frozenset())
    return exact or index.get(stem(word), frozenset())


def _index(text: str) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(text.strip().splitlines()):
        for word in line.split():
            for form in {word, singular(word), stem(word)}:
                found.setdefault(form, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}
