"""Dutch words for goals."""

FUNCTION_WORDS = """
de het een en niet hoe welke wie voor met zonder van zijn wat ik wij we op te naar om dat deze er ook maar of
wordt gaat hun kan mag moet als bij
"""

WORDS = """
hoeveel:how_many hoe_duur:how_expensive hoe_lang:how_long hoe_oud:how_old hoe:how welke:which welk:which wie:who
wat:what wanneer:when waar:where de:the het:the een:a en:and of:or niet:not geen:no zonder:without
behalve:except alleen:only enkel:only alle:all andere:other rest:rest voor:for met:with in:in op:on over:about
tussen:between van:of uit:from zijn:are is:is wordt:will_be gaat:will zal:will heeft:has hebben:have wij:we
we:we ik:i ons:us omdat:because want:because maar:but ook:also graag:please moet:must mag:may kan:can
gebruik*:use negeer:ignore laat:leave weg:out weglaten:leave_out eruit:out voorspel*:predict schat*:estimate
raad:guess classific*:classify detect*:detect vind*:find doel*:target kolom*:column prijs:price prijzen:price
kost*:cost waarde:value waard:worth duur:expensive verkoop*:sale betaal*:pay betalen:pay betaling:payment
terugbetal*:repay terug:back inkomen:income salaris:salary verdien*:earns omzet:revenue bedrag:amount geld:money
euro:euro krediet:credit lening:loan schuld*:debt huur*:rent rekening:bill fooi:tip klant*:customer
patient*:patient medewerker*:employee werknemer*:employee student*:student leerling*:student vertrek*:leaves
weggaan:leave opzeg*:cancels zegt:cancels blijf*:stays blijven:stay overle*:survived sterft:dies sterven:die
dood:dead ziek*:sick ziekte:disease gezond*:healthy hart:heart suikerziekte:diabetes wanbetal*:default
fraude*:fraud slecht*:bad goed*:good risico:risk slaag*:pass geslaagd:passed zak*:fail cijfer*:grade examen:exam
kwaliteit:quality wijn:wine vertrag*:delay laat_aan:late duur_van:duration duurt:long opgelost:solved
tevreden*:satisfaction tijd:time lang:long leeftijd:age oud:old jaar:year maand:month dag:day week:week uur:hour
minuten:minutes datum:date grootte:size gewicht:weight zwaar:heavy weegt:weighs breedte:width hoogte:height
oppervlakte:area grond:land kamers:rooms huis:house huizen:houses woning*:house auto*:car voertuig*:vehicle
rit:trip afstand:distance verbruik*:consumption stroom:electricity energie:energy warmte:heat
temperatuur:temperature regen*:rain fietsen:bikes verhuurd:rented aantal:number soort*:species type*:type
klasse:class geslacht:sex naam:name kleur:color stad:city land:country fout:error gemiddeld*:mean
absolute:absolute nauwkeurigheid:accuracy rangschik*:ranking volgorde:ranking kans*:probability
waarschijnlijkheid:probability missen:missing gemist*:missed vals_alarm:false_alarm keer:times maal:times
twee:two drie:three vier:four vijf:five zes:six zeven:seven acht:eight negen:nine tien:ten twintig:twenty
honderd:hundred dubbel:twice helft:half erger:worse erg:bad dan:than als:as zo:as zelfde:same dezelfde:same
later:later eerder:earlier verleden:past toekomst:future bekend:known kopen:buy koopt:buys giftig*:poisonous
eetbaar:edible
"""
