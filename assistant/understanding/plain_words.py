"""Words that are right as they are: never repaired, and never taken for the name of a column.

Most lie within a typing mistake of a word of the field (three and tree, store and score).
"""

_WORDS = """
a able about above account across act add after again against ago all almost along already also although
always am among amount an and another any anyone anything are area around as ask asked at away back bad base
based basic be because become been before began begin behind being believe below best better between beyond
big bit boss both bottom bring broke build built business but buy by call came can cannot care case cases
catch caused certain chance change changed changes cheap cheaper check choice chose city class classes clean
clear close closer cold color column columns come comes common company complete cost costs could count
counts course customer customers cut data day days deal death deep deeper deeply deploy did differ
difference different difficult do does doing done down draw drop during each early earn easier easy edge
effect either else end enough even ever every everyone everything example except expect expected explain
explained extra face fact fail failed fair fall false far fast faster few field figure figures fill final
find fine finish first fit fits fitted five fix fixed flat follow food for forget form forms found four free
from full gain game gave get gets give given gives go goal goes going gone good got great grid ground group
grow grown grows guess had half hand happen happened hard harm has have he hear heart help helped helps her
here high higher highest him his hold home hope hour house how however i idea if ignore important improve in
inside instead into is issue it item its itself job just keep kept kind know known label labels lack large
larger last late later law lead leads learn learned learns least leave leaves led left less let level life
light like likely limit line list little live load long longer look looked looks lost lot low lower luck
lucky made main make makes making man many mark matter matters may maybe me mean meaning means meant measure
meat mess met might mind minute minutes miss missing mistake model modal models month more most move much
must my name named near need needed needs never new next nice night no none nor normal not note nothing now
number numbers of off often ok okay old on once one ones only open or order other others our out over own
page part parts past pay people per perfect person pick picked place plain plan play point poor possible
price prices pretty print problem product proof prove put question questions quick quite random range rank
rate rather read ready real reason reasons red rest result results return rich right risk rose round row
rows rule run runs safe said same sample samples save saw say says school score scores second see seem seems
seen select sell send sense sent serve set sets setting settings seven several shall share she short should
show side sign simple simpler since single site six size slow slower small smaller so sold some someone
something sometimes soon sort sound space spent split splits stable stand start started state stay step
steps still stop stopped store stress strong stronger such sure system table take taken takes talk tell ten
term test tested tests than thank thanks that the their them then there these they thing things think this
those though three through thus tie tied time times to today together told too took top total touch track
train trained training tree trees trend trial trials tried true trust try trying turn two type types under
unless until up upon us use used useful user users uses using usual value values very view wait want wanted
was watch water way ways we week weight weights well went were what when where whether which while who whole
whom whose why wide will win wine winner wins wish with within without won word words work worked works
world worry worse worst worth would write wrong year years yes yet you young your zero
"""
PLAIN_WORDS = frozenset(_WORDS.split())
