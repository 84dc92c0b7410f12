"""Words that are right as they are: never repaired, and never taken for the name of a column.

Most lie within a typing mistake of a word of the field (three and tree, store and score).
"""

_WORDS = """
a able about above account accurate accurately across act add after again against ago all almost along already also
although always am among amount an and another any anyone anything are area around as ask asked at away back bad
base based basic be because become been before began begin behind being believe below best better between beyond
big bit boss both bottom bring broke brother build built business but buy by calculate calculated calculation call
came can cannot care careful carefully case cases catch caused center certain chance change changed changes cheap
cheaper check choice chose city class classes clean clear close closer coarse cold collected color column columns
come comes common company compared comparing comparison complete connected content context corrected cost costs
could count counter country counts county courage course courses cover covers customer customers cut data day days
deal death deep deeper deeply deploy detected did differ difference different difficult direction directions do
does doing done down draw drawing drop during each early earn earning earnings easier easy edge effect effected
either else end enough even evens ever every everyone everything example except expect expected explain explained
extra face fact factor factors fail failed fair fall false far fast faster father feather few field figure figures
fill final find fine finish first fit fits fitted five fix fixed flat follow food for forget form forms found four
free from full gain game gather gave general generally get gets give given gives go goal goes going gone good got
great grid ground group grow growing grown grows growth guess had half hand happen happened hard harm has have he
hear heart help helped helps her here high higher highest him his hold home hope horse hour house household how
however i idea if ignore important impossible improve improved improves improving in individual individuals inside
instance instances instead into is issue it item its itself job just keep kept kind know known label labels lack
large larger last late later law lead leading leads learn learned learner learns least leather leave leaves leaving
led left less let level life light like likely limit line list little live living load long longer look looked
looking looks lost lot lover low lower luck lucky made main make makes making man many mark matter matters may
maybe me mean meaning means meant measure meat member members memory mess met might mind minute minutes miss
missing mistake modal mode model models modes month more most mother move moved mover much must my name named near
need needed needs never new next nice night no node nodes noise noises none nor normal nose not note noted notes
nothing now number numbers of off often ok okay old on once one ones only open optimal optimum option options or
order other others our out oven over own page parameterize part parts past pattern patterns pay people per percent
percentage percentages perfect perform performance performed performing performs person pick picked place plain
plan play point poor possible precise precisely predict predicted predictor predicts present pretty price prices
print probable probably problem process processes product production products progress project projects proof prove
provide provided put question questions quick quite random range rank rate rather reacted read reading ready real
reason reasonable reasons red regular regularly rejected remember rest result results return rich right risk rose
round row rows rule run runs safe said same sample samples sampling save saw say says school score scored scores
scoring search searched searching season second section sections see seem seems seen select selected selection sell
send sense sensible sensitive sent serious serve set sets setting settings seven several shall share she short
should show side sign similar simple simpler simplest simply since single singular site six size slow slower small
smaller so sold some someone something sometimes soon sort sound space spent split splits stable stand start
started state stay step steps still stop stopped store strange stress string strings strong stronger such suggest
suggested sure system table take taken takes talk tell ten term test tested testing tests than thank thanks that
the their them then there these they thing things think this those though three through thus tie tied time times to
today together told too took top total touch track train trained trainer training tree trees trend trial trials
tried true trust try trying turn two type types under unless until up upon us use used useful user users uses using
usual validate validated value values very view wait want wanted was watch water way ways we weather week weighing
weight weighted weights well went were what when where whether which while who whole whom whose why wide widow will
win window wine winner wins wish with within without won wonder wonderful word words work worked working works
world worry worse worst worth would write writing wrong year years yes yet you young your zero
"""
PLAIN_WORDS = frozenset(_WORDS.split())
