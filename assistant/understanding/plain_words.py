"""Words that are right as they are: never repaired, and never taken for the name of a column.

Most lie within a typing mistake of a word of the field (three and tree, store and score).
"""

_WORDS = """
a able about above account accurate accurately across act add after again against ago algorithmic all almost along
already also although always am among amount an and another any anyone anything are area around as ask asked at away
back bad balance base based basic be because become been before began begging begin behind being believe below bending
best better between beyond big bit bleeding boss both bottom brief bring broke brother build built business but buy by
calculate calculated calculation calibrating call came can cannot care careful carefully case cases catch caused
celebration center certain chance change changed changes cheap cheaper check choice chose city class classes clean
clear close closer coarse cold collected color column columns come comes common company compared comparing comparison
complete complicate connected content context corrected cost costs could count counter country counts county courage
course courses cover covers criss crops curse customer customers cut data day days deal death deep deeper deeply delay
deploy detected did differ difference different difficult direction directions do does doing done down draw drawing
drop duplicated during each early earn earning earnings easier easy edge effect effected either else end enough
estimates estimating estimation even evens ever every everyone everything example except expect expected explain
explained extra face fact factor factors fail failed fair fall false far fast faster father feather few field figure
figures fill final find fine finish first fit fits fitted five fix fixed flat folks follow food for forecast forecasts
forget form forms found four fractional free from full gain game gather gave general generality generally generative
get gets give given gives go goal goes going gone good got great grid gross ground group grow growing grown grows
growth guess had half hand happen happened hard harm has have he hear heart height heights help helped helps her here
high higher highest him his hold home hope horse hour house household how however i idea if ignore important importing
impossible improve improved improves improving in individual individuals inside instance instances instead
integrations interactions internal internals into is issue it item iterating its itself job just keep kennel kept kind
know known label labels lack large larger last late later law lawyer lawyers lead leading leads leaning learn learned
learner learns least leather leave leaves leaving led left legit less let level life light like likely limit line list
little live living load logarithm logic logical login long longer look looked looking looks loses lossy lost lot lover
low lower luck lucky machinery made main make makes making man many mapie mark matter matters may maybe me mean
meaning means meant measure meat member members memory mess met micro might mind minute minutes miss missing mistake
modal mode model models modes month more most mother move moved mover much must my name named native near need needed
needs neutral never new next nice niece night no node nodes noise noises none nor normal nose not note noted notes
nothing now number numbers of off often ok okay old on once one ones only open optimal optimist optimize
optimized optimizes optimizing optimum option options
or order other others our out oven over own page parameterize part parts past pattern patterns pay people per percent
percentage percentages perfect perform performance performed performing performs perimeter person pick picked place
plain plan play player players point poor portability possible precise precisely predict predicted predictive
predictor predicts present pretty price prices print probable probably problem process processes product production
products progress project projection projects proof protection prove provide provided provision prune pruner prunes
put question questions quick quite radio random range rank ransom rate rather reacted read reading ready real reason
reasonable reasons red regular regularly rejected remember repression rest result results return rich ridges right
risk robot robots rose round row rows rule run runs safe said same sample samples sampling save saw say says scare
school scope score scored scores scoring search searched searching season second section sections see seem seems seen
select selected selection selective sell send sense sensible sensitive sent serious serve set sets setting settings
seven several shall share she shopping shore short should show side sign significance similar simple simpler simplest
simply since single singular site sitting six size slow slower small smaller so sold some someone something sometimes
soon sort sound space speed spent split splits stable stale stalking stand starch start started state stay step
stepping steps sticking still stop stopped store strange stress string strings stripping strong stronger study sturdy
such suggest suggested sure swallow swapping system table take taken takes talk tell ten term test tested testing
tests texture than thank thanks that the their them then there these they thing things think this those though three
through thus tie tied time times to today together told too took top total touch track trail trailing trails train
trained trainer training trains tree trees trend trial trials tried tries true trust try trying turn turned turning
two type types uncertain under unites unity unless until up upon us use used useful user users uses using usual
validate validated validator value values variation variations very view wait want wanted was watch water way ways we
weather week weigh weighing weighs weight weighted weights well went were what when where whether which while who
whole whom whose why wide widow will win window wine wining winner wins winter wish with within without won wonder
wonderful word words work worked working works world worry worse worst worth would write writing wrong year yearning
years yes yet you young your zero
"""
PLAIN_WORDS = frozenset(_WORDS.split())
